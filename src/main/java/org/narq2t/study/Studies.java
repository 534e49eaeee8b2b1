package org.narq2t.study;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.narq2t.configuration.InvalidConfiguration;
import org.narq2t.report.Published;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.settings.Settings;

/** The studies of this installation: the files of {@code studies/}. */
@ApplicationScoped
public class Studies {
  private static final String ENDING = ".yaml";

  /** A name and no path: studies are named from the network too. */
  private static final Pattern NAME = Pattern.compile("[\\w-]+");

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final Path folder;

  @Inject
  Studies(Settings settings) {
    this(settings.home().resolve("studies"));
  }

  Studies(Path folder) {
    this.folder = folder;
  }

  /** Their names in order: table2 comes before table10. */
  public List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted(Comparator.comparing(Studies::padded))
          .toList();
    } catch (IOException e) {
      throw new InvalidConfiguration("Cannot read " + folder + ": " + e.getMessage());
    }
  }

  private static String padded(String name) {
    return NUMBER
        .matcher(name)
        .replaceAll(
            number -> "0".repeat(Math.max(0, 9 - number.group().length())) + number.group());
  }

  /** Whether there is a study of this name. */
  public boolean has(String name) {
    return NAME.matcher(name).matches() && Files.isRegularFile(folder.resolve(name + ENDING));
  }

  /**
   * Reads a study.
   *
   * @throws IllegalArgumentException if there is none of this name, naming all
   * @throws InvalidConfiguration naming file, line, key and what is allowed
   */
  public Study read(String name) {
    if (!has(name)) {
      throw new IllegalArgumentException(
          "There is no study '%s' in %s; available: %s"
              .formatted(name, folder, String.join(", ", names())));
    }
    Path path = folder.resolve(name + ENDING);
    StudyFile file = ConfigurationFile.strictly(path.toString(), text(path), StudyFile.class);
    Published published =
        file.published().isEmpty()
            ? Published.NONE
            : PublishedFile.read(folder.resolve(file.published()), file.axes());
    return new Study(name, file, published);
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new InvalidConfiguration("Cannot read " + path + ": " + e.getMessage());
    }
  }
}
