package org.narq2t.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.Provenance;
import org.narq2t.run.BenchmarkSource;
import org.narq2t.run.Experiment;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunResult;
import org.narq2t.space.Presenter;
import org.narq2t.space.Task;

/**
 * The tables of runs that are reported together, which are all of one source.
 *
 * @param byTask space and table by task, at least one
 */
record ReportedBenchmarks(Map<Task, Benchmark> byTask) {

  /** What tells one table from another: the same source imported twice is one table. */
  private record TableIdentity(String kind, String checksums) {
    static TableIdentity of(Provenance table) {
      return new TableIdentity(table.kind(), table.identity());
    }
  }

  /**
   * Opens the tables of runs.
   *
   * @throws IllegalArgumentException if spaces or tables are mixed, or the table that is open now
   *     is not that of the runs
   * @throws IOException if a table cannot be read; the message says what to do
   */
  static ReportedBenchmarks of(List<Experiment.Finished> runs, BenchmarkSource opener)
      throws IOException {
    requireOne(runs, "space", run -> run.configuration().space());
    requireOne(runs, "table", run -> TableIdentity.of(run.table()));
    Map<Task, Benchmark> benchmarks = new HashMap<>();
    for (Experiment.Finished run : runs) {
      RunConfiguration configuration = run.result().configuration();
      Task dataset = configuration.dataset();
      if (!benchmarks.containsKey(dataset)) {
        benchmarks.put(dataset, opener.open(configuration.space(), dataset));
      }
      requireTableOf(run.result(), benchmarks.get(dataset));
    }
    return new ReportedBenchmarks(benchmarks);
  }

  private static void requireOne(
      List<Experiment.Finished> runs, String what, Function<RunResult, Object> value) {
    List<Object> values = runs.stream().map(run -> value.apply(run.result())).distinct().toList();
    if (values.size() > 1) {
      throw new IllegalArgumentException(
          "runs with more than one %s are not reported together: %s".formatted(what, values));
    }
  }

  /** Architectures are named by their places in the table: on another one they are others. */
  private static void requireTableOf(RunResult run, Benchmark benchmark) {
    Provenance open = benchmark.table().provenance();
    if (!TableIdentity.of(run.table()).equals(TableIdentity.of(open))) {
      throw new IllegalArgumentException(
          Messages.text(
              "other-table",
              run.table().kind(),
              run.table().source(),
              run.table().sha256(),
              open.kind(),
              open.source(),
              open.sha256()));
    }
    if (run.known().architectures() != benchmark.known().size()) {
      throw new IllegalArgumentException(
          Messages.text("other-part", run.known().architectures(), benchmark.known().size()));
    }
  }

  /** The words of the space. */
  Presenter presenter() {
    return byTask.values().iterator().next().space().presenter();
  }

  /** The runs in groups that are equal in all but the seed. */
  List<RunGroup> groups(Arrangement arrangement, List<Experiment.Finished> runs) {
    Map<Task, Accuracies> accuracies = new HashMap<>();
    byTask.forEach(
        (dataset, benchmark) -> accuracies.put(dataset, Accuracies.of(benchmark, dataset)));
    List<RunGroup> groups = new ArrayList<>();
    Repetitions.of(arrangement, runs)
        .forEach(
            (variant, own) -> {
              Task dataset = own.get(0).result().configuration().dataset();
              groups.add(
                  RunGroup.of(
                      presenter(),
                      variant,
                      LatencyTask.of(own.get(0).result().configuration()),
                      dataset,
                      byTask.get(dataset),
                      accuracies.get(dataset),
                      own));
            });
    return List.copyOf(groups);
  }
}
