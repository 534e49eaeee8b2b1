package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sentences of commands are those of their file: all that are named are there and are used. */
class SentencesTest {
  private static final Pattern NAME = Pattern.compile("\\b(?:say|sentence)\\(\\s*\"([^\"]+)\"");

  @Test
  void everySentenceIsThereAndIsPrinted() throws IOException {
    ResourceBundle texts = ResourceBundle.getBundle("messages/terminal", Locale.ROOT);
    try (Stream<Path> sources = Files.list(Path.of("src/main/java/org/narq2t/cli"))) {
      assertThat(sources.flatMap(SentencesTest::names).collect(Collectors.toSet()))
          .isEqualTo(texts.keySet());
    }
  }

  private static Stream<String> names(Path source) {
    try {
      return NAME.matcher(Files.readString(source)).results().map(found -> found.group(1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
