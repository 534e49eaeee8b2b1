package org.narq2t.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.python.PythonUnavailable;
import org.narq2t.run.Benchmarks;
import org.narq2t.space.SearchSpace;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.Runs;

/** The official forms of architectures that are recorded by their index in the space of a run. */
@ApplicationScoped
class CandidateNames {
  private final Benchmarks benchmarks;
  private final Runs runs;

  CandidateNames(Benchmarks benchmarks, Runs runs) {
    this.benchmarks = benchmarks;
    this.runs = runs;
  }

  /** Of each, or empty if the run had no table, or another than is here now. */
  Optional<List<String>> of(RunRecord run, int[] architectures) {
    try {
      return space(run)
          .map(space -> Arrays.stream(architectures).mapToObj(space::describe).toList());
    } catch (IOException | IllegalArgumentException | PythonUnavailable e) {
      // no table yet, none of a space that cannot be enumerated, or no environment
      return Optional.empty();
    }
  }

  private Optional<SearchSpace> space(RunRecord run) throws IOException {
    Benchmark now = benchmarks.open(runs.configuration(run));
    return runs.folder(run).isOn(now.table().provenance())
        ? Optional.of(now.space())
        : Optional.empty();
  }
}
