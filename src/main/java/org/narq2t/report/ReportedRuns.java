package org.narq2t.report;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.narq2t.benchmark.Provenance;
import org.narq2t.run.BenchmarkSource;
import org.narq2t.run.Experiment;
import org.narq2t.run.RunResult;
import org.narq2t.space.Presenter;

/**
 * Finished runs in one space and on one table, put together for a report: those that are equal in
 * all but the seed are a group, over which means are taken.
 */
public final class ReportedRuns {

  private final Presenter space;
  private final Arrangement arrangement;
  private final List<RunGroup> groups;

  private ReportedRuns(Presenter space, Arrangement arrangement, List<RunGroup> groups) {
    this.space = space;
    this.arrangement = arrangement;
    this.groups = groups;
  }

  /** Reports runs by their data sets, see {@link #of(List, BenchmarkSource, Arrangement)}. */
  public static ReportedRuns of(List<Experiment.Finished> runs, BenchmarkSource opener)
      throws IOException {
    return of(runs, opener, Arrangement.BY_DATASET);
  }

  /**
   * Puts finished runs together, at least one.
   *
   * @throws IllegalArgumentException if spaces or tables are mixed, or the table that is open now
   *     is not that of the runs
   * @throws IOException if the table cannot be read; the message says what to do
   */
  public static ReportedRuns of(
      List<Experiment.Finished> runs, BenchmarkSource opener, Arrangement arrangement)
      throws IOException {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a report needs at least one finished run");
    }
    ReportedBenchmarks benchmarks = ReportedBenchmarks.of(runs, opener);
    Presenter space = benchmarks.presenter();
    return new ReportedRuns(space, arrangement, benchmarks.groups(arrangement, runs));
  }

  /** Some of its groups, at least one. */
  ReportedRuns only(List<RunGroup> some) {
    return new ReportedRuns(space, arrangement, some);
  }

  Presenter space() {
    return space;
  }

  /** What the labels of groups are called, see {@link Arrangement#headings}. */
  List<String> headings() {
    return arrangement.headings();
  }

  /** What the runs are about: the title of their study, or what was searched by which methods. */
  String title() {
    return arrangement.title().isEmpty()
        ? Messages.text(
            "title.searches",
            groups.stream().map(RunGroup::method).distinct().collect(Collectors.joining(", ")),
            space.title())
        : arrangement.title();
  }

  /** The command that does all of it again; empty where each run has its own. */
  String command() {
    return arrangement.command().isEmpty()
        ? ""
        : arrangement.command()
            + " --seeds "
            + seeds().stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** The number of seeds that were asked for. */
  int asked() {
    return arrangement.seeds();
  }

  /** The tables that show the runs. */
  List<TableLayout> layouts() {
    return arrangement.layouts();
  }

  /** What was published of the same. */
  Published published() {
    return arrangement.published();
  }

  /** In how many settings runs differ from those that their place in the table stands for. */
  int changes(RunGroup group) {
    return arrangement.changes(group.results().get(0).configuration());
  }

  /** Whether figures are test accuracies of a whole real space, as published ones are. */
  boolean isComparable() {
    return !isSurrogate() && groups.stream().allMatch(group -> group.scope().isWhole());
  }

  /** Runs that differ only by their seed. */
  List<RunGroup> groups() {
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

  /** The tables that show all of it. */
  public ReportTables tables() {
    return ReportTables.of(this);
  }
}
