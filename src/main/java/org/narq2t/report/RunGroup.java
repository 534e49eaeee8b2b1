package org.narq2t.report;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.run.Experiment;
import org.narq2t.run.RunResult;
import org.narq2t.run.RunResult.Known;
import org.narq2t.space.Presenter;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * Runs that are equal in all but the seed.
 *
 * @param variant what sets them apart from the other groups
 * @param task what they do about latency and limits
 * @param scope what their figures rest on
 * @param space the part of the search space that the table knows, in which they counted
 * @param accuracies of that part, judged among what keeps the limits
 * @param latencyMs measured latency on the task's device, by architecture, NaN unknown; length 0
 *     without a device
 * @param energyMj the same of energies; length 0 unless they are limited
 * @param runs by seed
 */
record RunGroup(
    Variant variant,
    Task dataset,
    LatencyTask task,
    KnownPart scope,
    SearchSpace space,
    Accuracies accuracies,
    double[] latencyMs,
    double[] energyMj,
    List<Experiment.Finished> runs) {

  /**
   * What sets a group apart.
   *
   * @param place its place among the groups of the study
   * @param key for addresses in the page, and in names of methods
   * @param name for headings
   * @param labels of its place, for the columns of a table
   * @param differences from the other groups in its place, settings in words; empty for none
   */
  record Variant(int place, String key, String name, List<String> labels, String differences) {

    /** The labels, with the differences behind the last. */
    List<String> shownLabels() {
      List<String> shown = new java.util.ArrayList<>(labels);
      if (!differences.isEmpty()) {
        shown.set(shown.size() - 1, shown.get(shown.size() - 1) + ", " + differences);
      }
      return shown;
    }
  }

  /**
   * A group on one table.
   *
   * @param all accuracies of the table
   */
  static RunGroup of(
      Presenter space,
      Variant variant,
      LatencyTask task,
      Task dataset,
      Benchmark benchmark,
      Accuracies all,
      List<Experiment.Finished> runs) {
    Known known = new Known(benchmark.known().size(), benchmark.space().size());
    double[] latencyMs = MeasuredLimits.latencies(benchmark, dataset, task);
    Set<Integer> assumed =
        runs.stream()
            .flatMap(run -> run.result().limited().stream())
            .flatMap(limited -> limited.assumed().stream())
            .collect(Collectors.toSet());
    return new RunGroup(
        variant,
        dataset,
        task,
        new KnownPart(all.reported(), known, space.noun()),
        benchmark.space(),
        MeasuredLimits.within(all, benchmark, dataset, task, latencyMs, assumed),
        latencyMs,
        MeasuredLimits.energies(benchmark, dataset, task),
        runs);
  }

  /** What searched, as papers write it. */
  String method() {
    return runs.get(0).result().configuration().method();
  }

  /** The results, by seed. */
  List<RunResult> results() {
    return runs.stream().map(Experiment.Finished::result).toList();
  }

  /** Whether there are latencies of a device. */
  boolean hasLatency() {
    return latencyMs.length > 0;
  }

  /** Whether there are energies of a device, and a limit of them. */
  boolean hasEnergy() {
    return energyMj.length > 0;
  }

  /** What a rule found over the seeds, if it had something to choose from. */
  Optional<SelectionSummary> summary(SelectionRule rule) {
    return SelectionSummary.of(rule, results(), accuracies);
  }

  /** What every rule found that the table allows. */
  List<SelectionSummary> summaries() {
    return SelectionRule.reporting(accuracies.reported()).stream()
        .flatMap(rule -> summary(rule).stream())
        .toList();
  }

  /** What a caption has to say of what ranks and random search are among; empty without limits. */
  String amongWhat() {
    return task.isLimited()
        ? Messages.text(
            "among-what", Numbers.count(accuracies.members()), scope.noun(), task.limited())
        : "";
  }
}
