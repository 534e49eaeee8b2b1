package org.narq2t.experiment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.narq2t.benchmark.TableFile;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.settings.Settings;
import org.narq2t.space.nasbench201.NasBench201;

/**
 * The benchmark tables of this installation. A real table is used if there is one; otherwise the
 * embedded surrogate, whose provenance says so.
 */
@ApplicationScoped
public class Benchmarks {
  private static final String SURROGATE = "/surrogate/nasbench201.safetensors";

  @Inject Settings settings;
  @Inject EmbeddedPython python;

  private final NasBench201 space = new NasBench201();

  /** NAS-Bench-201. */
  public NasBench201 space() {
    return space;
  }

  /** Where an imported real table is kept. */
  public Path realTable() {
    return settings.data().resolve(space.name() + ".safetensors");
  }

  /** Whether a real table was imported. */
  public boolean hasRealTable() {
    return Files.isRegularFile(realTable());
  }

  /**
   * The real table, or the surrogate's if there is none.
   *
   * @throws IOException if a table cannot be read; the message says what to do
   */
  public TableFile open() throws IOException {
    Path table = hasRealTable() ? realTable() : surrogateTable();
    return TableFile.open(table, space.name(), space.size());
  }

  /** Predicts the surrogate's table once per version of the embedded model. */
  private Path surrogateTable() throws IOException {
    byte[] model;
    try (InputStream in = Benchmarks.class.getResourceAsStream(SURROGATE)) {
      if (in == null) {
        throw new IOException("This build has no surrogate model: rebuild it, 'make build'");
      }
      model = in.readAllBytes();
    }
    int version = java.util.Arrays.hashCode(model);
    Path table =
        settings.data().resolve("%s-surrogate-%08x.safetensors".formatted(space.name(), version));
    if (!Files.isRegularFile(table)) {
      Files.createDirectories(settings.data());
      Path file = Files.createTempFile("narq2t-surrogate", ".safetensors");
      try {
        Files.write(file, model);
        python
            .runtime()
            .call("import_surrogate", Map.of("model", file.toString(), "target", table.toString()));
      } finally {
        Files.deleteIfExists(file);
      }
    }
    return table;
  }
}
