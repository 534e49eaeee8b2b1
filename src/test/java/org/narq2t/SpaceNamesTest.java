package org.narq2t;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No code outside a space's own package names it, by its text neither, and no page does. Help and
 * comments may.
 */
class SpaceNamesTest {
  private static final Pattern NAME = Pattern.compile("[\"'](nasbench[12]01|nb[12]01)[\"']");
  private static final Path MAIN = Path.of("src/main/java/org/narq2t");

  @Test
  void aSpaceIsNamedInItsOwnPackageOnly() throws IOException {
    assertThat(naming(MAIN))
        .isNotEmpty()
        .allMatch(file -> file.startsWith(MAIN + "/space/nasbench"));
  }

  @Test
  void noPageNamesASpace() throws IOException {
    assertThat(naming(Path.of("src/main/resources/templates"))).isEmpty();
  }

  private static List<String> naming(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(java|html|txt)"))
          .filter(file -> NAME.matcher(read(file)).find())
          .map(Path::toString)
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
