package org.narq2t.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.Provenance;
import org.narq2t.report.StudyGroup.Variant;
import org.narq2t.run.BenchmarkSource;
import org.narq2t.run.Experiment;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunResult;
import org.narq2t.space.Dataset;

/**
 * The runs of a reproduction, in one space, with one preset, on one table. Where they learn latency
 * or keep limits, nothing else but seed and data set may differ.
 */
public final class Study {

  private final StudiedSpace space;
  private final String machine;
  private final List<StudyGroup> groups;

  private Study(StudiedSpace space, String machine, List<StudyGroup> groups) {
    this.space = space;
    this.machine = machine;
    this.groups = groups;
  }

  /** What tells one table from another: the same source imported twice is one table. */
  private record TableIdentity(String kind, String checksums) {
    static TableIdentity of(Provenance table) {
      return new TableIdentity(table.kind(), table.identity());
    }
  }

  /**
   * A study of finished runs, at least one.
   *
   * @param machine what they ran on, in words
   * @throws IllegalArgumentException if spaces, presets or tables are mixed, if runs with latency
   *     or limits differ by other settings too, or the table that is open now is not that of the
   *     runs
   * @throws IOException if the table cannot be read; the message says what to do
   */
  public static Study of(String machine, List<Experiment.Finished> runs, BenchmarkSource opener)
      throws IOException {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a study needs at least one finished run");
    }
    requireOne(runs, "space", run -> run.configuration().space());
    requireOne(runs, "preset", run -> run.configuration().preset());
    requireOne(runs, "table", run -> TableIdentity.of(run.table()));
    Map<Dataset, Benchmark> benchmarks = new EnumMap<>(Dataset.class);
    for (Experiment.Finished run : runs) {
      RunConfiguration configuration = run.result().configuration();
      Dataset dataset = configuration.dataset();
      if (!benchmarks.containsKey(dataset)) {
        benchmarks.put(dataset, opener.open(configuration.space(), dataset));
      }
      requireTableOf(run.result(), benchmarks.get(dataset));
    }
    StudiedSpace space = StudiedSpace.of(benchmarks.values().iterator().next().space());
    return new Study(space, machine, groups(space, runs, benchmarks));
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
          "These runs rest on another table than is open now: theirs is %s, '%s', SHA-256 %s; the open one is %s, '%s', SHA-256 %s. Import theirs again; 'narq2t data show' shows the open one"
              .formatted(
                  run.table().kind(),
                  run.table().source(),
                  run.table().sha256(),
                  open.kind(),
                  open.source(),
                  open.sha256()));
    }
    if (run.known().architectures() != benchmark.known().size()) {
      throw new IllegalArgumentException(
          "These runs knew %,d architectures, but the table that is open now knows %,d of them: run again"
              .formatted(run.known().architectures(), benchmark.known().size()));
    }
  }

  /** What runs are put together by. */
  private record Together(Variant variant, LatencyTask task) {
    static final Comparator<Together> ORDER =
        Comparator.comparing((Together together) -> together.variant().place())
            .thenComparing(Together::task, LatencyTask.ORDER);
  }

  private static List<StudyGroup> groups(
      StudiedSpace space, List<Experiment.Finished> runs, Map<Dataset, Benchmark> benchmarks) {
    Map<Dataset, Accuracies> accuracies = new EnumMap<>(Dataset.class);
    benchmarks.forEach(
        (dataset, benchmark) -> accuracies.put(dataset, Accuracies.of(benchmark, dataset)));
    Map<Together, List<Experiment.Finished>> grouped =
        runs.stream()
            .sorted(Comparator.comparing(run -> run.result().configuration().seed()))
            .collect(
                Collectors.groupingBy(
                    run -> together(space, run.result().configuration()),
                    () -> new TreeMap<>(Together.ORDER),
                    Collectors.toList()));
    List<LatencyTask> tasks = grouped.keySet().stream().map(Together::task).distinct().toList();
    if (tasks.stream().anyMatch(task -> !task.isPlain())) {
      requireAlike(space, runs);
    }
    List<StudyGroup> groups = new ArrayList<>();
    grouped.forEach(
        (together, own) -> {
          Dataset dataset = own.get(0).result().configuration().dataset();
          groups.add(
              StudyGroup.of(
                  space,
                  named(together, tasks),
                  together.task(),
                  dataset,
                  benchmarks.get(dataset),
                  accuracies.get(dataset),
                  own));
        });
    return List.copyOf(groups);
  }

  private static Together together(StudiedSpace space, RunConfiguration configuration) {
    return new Together(space.variant(configuration), LatencyTask.of(configuration));
  }

  /** The variant, and what tells the task from others of the study. */
  private static Variant named(Together together, List<LatencyTask> tasks) {
    Variant variant = together.variant();
    String name = together.task().name(tasks);
    return name.isEmpty()
        ? variant
        : new Variant(
            variant.place(),
            variant.key() + "-" + together.task().key(tasks),
            variant.name() + ", " + name);
  }

  private static void requireAlike(StudiedSpace space, List<Experiment.Finished> runs) {
    runs.stream()
        .map(run -> run.result().configuration())
        .collect(Collectors.groupingBy(space::variant))
        .forEach((variant, own) -> Alike.require(variant.name(), own));
  }

  /** Some of its groups, at least one. */
  Study only(List<StudyGroup> some) {
    return new Study(space, machine, some);
  }

  StudiedSpace space() {
    return space;
  }

  String machine() {
    return machine;
  }

  /** Runs that differ only by their seed, in the paper's order. */
  List<StudyGroup> groups() {
    return groups;
  }

  /** All results, group by group. */
  List<RunResult> results() {
    return groups.stream().flatMap(group -> group.results().stream()).toList();
  }

  /** Where the accuracies come from. */
  Provenance table() {
    return results().get(0).table();
  }

  /** Whether the accuracies are made up. */
  boolean isSurrogate() {
    return !table().kind().equals("real");
  }

  /** Put before every figure that is made up. */
  String mark() {
    return isSurrogate() ? "[surrogate] " : "";
  }

  String preset() {
    return results().get(0).configuration().preset();
  }

  /** The seeds of all runs, ascending. */
  List<Long> seeds() {
    return results().stream().map(run -> run.configuration().seed()).distinct().sorted().toList();
  }

  /** What the captions of its tables have to say, once if it holds for all groups. */
  String caveat() {
    List<String> caveats = groups.stream().map(group -> group.scope().caveat()).distinct().toList();
    return caveats.size() == 1
        ? caveats.get(0)
        : groups.stream()
            .filter(group -> !group.scope().caveat().isEmpty())
            .map(group -> group.variant().name() + ": " + group.scope().caveat())
            .collect(Collectors.joining(" "));
  }

  /** What all runs do about latency and limits, where it is the same; else empty. */
  String task() {
    List<String> tasks = groups.stream().map(group -> group.task().sentence()).distinct().toList();
    return tasks.size() == 1 ? tasks.get(0) : "";
  }

  /** The tables of the paper that it stands beside, and its own of latency and limits. */
  public Comparison comparison() {
    return Comparison.of(this);
  }
}
