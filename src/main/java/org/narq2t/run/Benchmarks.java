package org.narq2t.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.benchmark.EndlessLandscape;
import org.narq2t.benchmark.Landscape;
import org.narq2t.benchmark.TableFile;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.settings.Settings;
import org.narq2t.space.EndlessSpaceModule;
import org.narq2t.space.Members;
import org.narq2t.space.Progress;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.SpaceModule;
import org.narq2t.space.Task;

/**
 * The search spaces and benchmark tables of this installation. A real table is used if there is
 * one; otherwise the embedded surrogate of the space if it has one, whose provenance says so.
 */
@ApplicationScoped
public class Benchmarks implements BenchmarkSource {
  private final Settings settings;
  private final EmbeddedPython python;

  private final Map<String, SearchSpace> opened = new HashMap<>();

  Benchmarks(Settings settings, EmbeddedPython python) {
    this.settings = settings;
    this.python = python;
  }

  /**
   * A space by its name in configurations.
   *
   * @throws IllegalArgumentException if there is none of that name
   * @throws NoSuchFileException if it is not enumerated; the message says what to do
   * @throws IOException if it cannot be read; the message says what to do
   */
  public synchronized SearchSpace space(String name) throws IOException {
    SpaceModule module = Spaces.named(name);
    if (!isEnumerated(module)) {
      throw new NoSuchFileException(
          cells(module).toString(),
          null,
          "the cells are not enumerated yet: narq2t space enumerate --space " + module.key());
    }
    SearchSpace space = opened.get(name);
    if (space == null) {
      space = module.open(cells(module));
      opened.put(name, space);
    }
    return space;
  }

  /** Where the cells of a space are kept, if it has to be enumerated. */
  public Path cells(SpaceModule space) {
    return settings.data().resolve(space.cellFile().orElse(""));
  }

  /** Whether a space was enumerated or needs not be. */
  public boolean isEnumerated(SpaceModule space) {
    return space.cellFile().isEmpty() || Files.exists(cells(space));
  }

  /** Enumerates a space and keeps it; NAS-Bench-101 takes some ten seconds on two cores. */
  public synchronized SearchSpace enumerate(SpaceModule space, Progress progress)
      throws IOException {
    opened.remove(space.name());
    space.enumerate(cells(space), progress);
    return space(space.name());
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
      SpaceModule module = Spaces.named(space);
      String surrogate =
          module
              .surrogate()
              .orElseThrow(
                  () -> new NoSuchFileException(table.toString(), null, importHint(module)));
      return open(SurrogateTable.of(python, settings.data(), module.name(), surrogate), space);
    }
    return open(table, space);
  }

  private TableFile open(Path table, String space) throws IOException {
    return TableFile.open(table, space, space(space).size());
  }

  @Override
  public Benchmark open(String space, Task dataset) throws IOException {
    return Benchmark.known(space(space), table(space), dataset);
  }

  @Override
  public Benchmark open(RunConfiguration configuration) throws IOException {
    SearchSpace space = space(configuration.space());
    Optional<? extends BenchmarkTable> own =
        configuration
            .evaluator()
            .table(settings.data(), space, configuration.dataset(), configuration.seed());
    return own.isPresent()
        ? new Benchmark(
            space,
            own.get(),
            Members.all(space.size()).where(cell -> space.graph(cell).isConnected()),
            otherTask(configuration))
        : BenchmarkSource.super.open(configuration);
  }

  /** The landscape of a run. */
  Landscape landscape(RunConfiguration configuration) throws IOException {
    Optional<EndlessSpaceModule> endless = Spaces.endless(configuration.space());
    return endless.isPresent() ? new EndlessLandscape(endless.get().open()) : open(configuration);
  }

  private static String importHint(SpaceModule space) {
    return ("there is no table of %s yet: import one, 'narq2t data formats' lists the formats, or"
            + " 'make data-%s MIRROR=<folder>'")
        .formatted(space.name(), space.key());
  }
}
