package org.narq2t.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.narq2t.python.EmbeddedPython;

/** The made-up table of a space, for want of a real one: the embedded model predicts it. */
final class SurrogateTable {
  private SurrogateTable() {}

  /**
   * Its file, predicted once per version of the model.
   *
   * @param data the folder of all data
   * @param resource of the model
   */
  static Path of(EmbeddedPython python, Path data, String space, String resource)
      throws IOException {
    byte[] model;
    try (InputStream in = SurrogateTable.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("This build has no surrogate model: rebuild it, 'make build'");
      }
      model = in.readAllBytes();
    }
    Path table =
        data.resolve("%s-surrogate-%08x.safetensors".formatted(space, Arrays.hashCode(model)));
    if (!Files.isRegularFile(table)) {
      Files.createDirectories(data);
      Path folder = Files.createTempDirectory("narq2t-surrogate");
      Path file = folder.resolve("surrogate.safetensors"); // its name is recorded with its checksum
      try {
        Files.write(file, model);
        python
            .runtime()
            .call("import_surrogate", Map.of("model", file.toString(), "target", table.toString()));
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    }
    return table;
  }
}
