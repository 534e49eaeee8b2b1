package org.narq2t.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.TableFile;
import org.narq2t.evaluator.training.TrainedTable;
import org.narq2t.evaluator.training.TrainingSettings;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.settings.Settings;
import org.narq2t.space.Members;
import org.narq2t.space.Progress;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench101.NasBench101;
import org.narq2t.space.nasbench201.NasBench201;

/**
 * The search spaces and benchmark tables of this installation. A real table is used if there is
 * one; otherwise, on NAS-Bench-201, the embedded surrogate, whose provenance says so.
 */
@ApplicationScoped
public class Benchmarks implements BenchmarkSource {
  private static final String SURROGATE = "/surrogate/nasbench201.safetensors";

  @Inject Settings settings;
  @Inject EmbeddedPython python;

  private final NasBench201 nasBench201 = new NasBench201();
  private NasBench101 nasBench101;

  /** NAS-Bench-201. */
  public NasBench201 nasBench201() {
    return nasBench201;
  }

  /**
   * NAS-Bench-101, once it is enumerated.
   *
   * @throws NoSuchFileException if it is not; the message says what to do
   */
  public synchronized NasBench101 nasBench101() throws IOException {
    if (nasBench101 == null) {
      if (!Files.exists(nasBench101File())) {
        throw new NoSuchFileException(
            nasBench101File().toString(),
            null,
            "the cells are not enumerated yet: narq2t space enumerate --space nb101");
      }
      nasBench101 = NasBench101.open(nasBench101File());
    }
    return nasBench101;
  }

  /** Where the enumerated cells are kept. */
  public Path nasBench101File() {
    return settings.data().resolve("nasbench101-space.safetensors");
  }

  /** Enumerates NAS-Bench-101 and keeps it; some half a minute on two cores. */
  public synchronized NasBench101 enumerateNasBench101(Progress progress) throws IOException {
    nasBench101 = null;
    NasBench101.enumerate(nasBench101File(), progress);
    return nasBench101();
  }

  /**
   * A space by its name in configurations.
   *
   * @throws IllegalArgumentException if there is none of that name
   * @throws IOException if it cannot be read; the message says what to do
   */
  public SearchSpace space(String name) throws IOException {
    return switch (name) {
      case NasBench201.NAME -> nasBench201;
      case NasBench101.NAME -> nasBench101();
      default -> throw new IllegalArgumentException("there is no space " + name);
    };
  }

  /** Where an imported real table of a space is kept. */
  public Path realTable(String space) {
    return settings.data().resolve(space + ".safetensors");
  }

  /**
   * The real table of a space, or the surrogate's if there is none.
   *
   * @throws IOException if a table cannot be read; the message says what to do
   */
  public TableFile table(String space) throws IOException {
    Path table = realTable(space);
    if (!Files.isRegularFile(table)) {
      if (!space.equals(NasBench201.NAME)) {
        throw new NoSuchFileException(table.toString(), null, importHint(space));
      }
      table = surrogateTable();
    }
    return TableFile.open(table, space, space(space).size());
  }

  @Override
  public Benchmark open(String space, Task dataset) throws IOException {
    return Benchmark.known(space(space), table(space), dataset);
  }

  @Override
  public Benchmark open(RunConfiguration configuration) throws IOException {
    if (configuration.evaluator() instanceof TrainingSettings training) {
      SearchSpace space = space(configuration.space());
      return new Benchmark(
          space,
          new TrainedTable(
              settings.data(), space, configuration.dataset(), training, configuration.seed()),
          Members.all(space.size()).where(cell -> space.graph(cell).isConnected()),
          otherTask(configuration));
    }
    return BenchmarkSource.super.open(configuration);
  }

  private static String importHint(String space) {
    return "there is no table of "
        + space
        + " yet: import one, 'narq2t data formats' lists the formats, or 'make data-nb101"
        + " MIRROR=<folder>'";
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
        settings
            .data()
            .resolve("%s-surrogate-%08x.safetensors".formatted(NasBench201.NAME, version));
    if (!Files.isRegularFile(table)) {
      Files.createDirectories(settings.data());
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
