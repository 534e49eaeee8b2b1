package org.narq2t;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.RunConfiguration;

/** The run of seconds that tests do. */
public final class SmallRun {
  private SmallRun() {}

  /** Two epochs and four iterations of the smoke run, unless overridden. */
  public static RunConfiguration configuration(String... overrides) {
    List<String> all =
        Stream.concat(Stream.of("training.epochs=2", "search.iterations=4"), Stream.of(overrides))
            .toList();
    return ConfigurationFile.read(
        Path.of("configs/presets"), Path.of("configs/examples/smoke.yaml"), all);
  }
}
