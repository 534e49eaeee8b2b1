package org.narq2t.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.narq2t.run.Json;
import org.narq2t.run.Spaces;
import org.narq2t.space.SpaceModule;

/** The formats of tables that can be imported, known without starting Python, which reads them. */
final class ImportFormats {
  /**
   * A format.
   *
   * @param reads the files of it, in words
   * @param space whose results it has
   */
  record ImportFormat(String name, String reads, String space) {}

  private ImportFormats() {}

  static List<ImportFormat> all() {
    try (InputStream file = ImportFormats.class.getResourceAsStream("/formats.json")) {
      return Json.MAPPER.readValue(file, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The space of a format. */
  static SpaceModule spaceOf(String name) {
    return all().stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .map(format -> Spaces.named(format.space()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--format cannot be '%s'; allowed: %s"
                        .formatted(
                            name,
                            all().stream()
                                .map(ImportFormat::name)
                                .collect(Collectors.joining(", ")))));
  }
}
