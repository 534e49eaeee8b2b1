package org.narq2t.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.narq2t.configuration.InvalidConfiguration;
import org.narq2t.configuration.YamlLayer;

/** The presets in a folder: {@code as-released.yaml}, {@code as-released.nasbench101.yaml}. */
final class Presets {
  private static final String YAML = ".yaml";

  private Presets() {}

  /**
   * Their names, in alphabetical order.
   *
   * @throws InvalidConfiguration if the folder cannot be read
   */
  static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(YAML))
          .map(name -> name.substring(0, name.length() - YAML.length()))
          .filter(name -> !name.contains(".")) // of one space
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InvalidConfiguration("No presets in " + folder + ": is narq2t.home right?");
    }
  }

  /** A preset, with what it says of a space over it. */
  static YamlLayer read(Path folder, String name, String space) {
    YamlLayer preset = YamlLayer.read(folder.resolve(name + YAML));
    Path ofSpace = folder.resolve(name).resolveSibling(name + "." + space + YAML).normalize();
    return ofSpace.startsWith(folder.normalize()) && Files.isRegularFile(ofSpace)
        ? preset.under(YamlLayer.read(ofSpace))
        : preset;
  }
}
