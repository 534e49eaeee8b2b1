package org.narq2t.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The architectures that a file names, an official string on each line. */
final class ArchitectureList {
  private static final int BUFFER = 1 << 16;

  private ArchitectureList() {}

  /**
   * Writes one line of JSON for each.
   *
   * @param list the file, or {@code -} for standard input
   * @throws IllegalArgumentException naming the first line that is no architecture
   */
  static void write(PrintWriter out, ArchitectureDescription description, String list)
      throws IOException {
    boolean standardInput = list.equals("-");
    Writer buffered = new BufferedWriter(out, BUFFER);
    JsonGenerator generator =
        ArchitectureDescription.generator(buffered)
            .setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    int line = 0;
    int written = 0;
    try (BufferedReader given =
        standardInput
            ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            : Files.newBufferedReader(Path.of(list))) {
      for (String text = given.readLine(); text != null; text = given.readLine()) {
        line++;
        if (!text.isBlank()) {
          description.write(generator, description.space().indexOf(text.strip()));
          written++;
        }
      }
    } catch (NoSuchFileException e) {
      throw new FileNotFoundException("there is no file " + list);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "line %d of %s: %s"
              .formatted(line, standardInput ? "standard input" : list, e.getMessage()));
    } finally {
      if (written > 0) {
        generator.writeRaw('\n');
      }
      generator.flush();
    }
  }
}
