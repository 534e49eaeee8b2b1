package org.narq2t.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import org.narq2t.settings.Settings;
import org.narq2t.space.Task;

/** The configurations of this installation: its presets, and the paper's settings by space. */
@ApplicationScoped
public class Configurations {
  private final Path folder;

  /** Those in a folder. */
  public Configurations(Path folder) {
    this.folder = folder;
  }

  @Inject
  Configurations(Settings settings) {
    this(settings.home().resolve("configs"));
  }

  /** The folder of all of them. */
  public Path folder() {
    return folder;
  }

  /** The folder of the presets. */
  public Path presets() {
    return folder().resolve("presets");
  }

  /** Names of the presets that a configuration can have, in alphabetical order. */
  public List<String> presetNames() {
    return Presets.names(presets());
  }

  /** The file of the paper's settings for a space and a data set. */
  public Path file(String space, Task dataset) {
    return folder().resolve(space + "/" + dataset.key() + ".yaml");
  }

  /** Reads a file, see {@link ConfigurationFile#read}. */
  public RunConfiguration read(Path file, List<String> overrides) {
    return ConfigurationFile.read(presets(), file, overrides);
  }

  /** Reads a text, see {@link ConfigurationFile#parse}. */
  public RunConfiguration parse(String origin, String yaml, List<String> overrides) {
    return ConfigurationFile.parse(presets(), origin, yaml, overrides);
  }
}
