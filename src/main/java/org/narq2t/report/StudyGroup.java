package org.narq2t.report;

import java.util.List;
import java.util.Optional;
import org.narq2t.experiment.Experiment;
import org.narq2t.experiment.RunResult;
import org.narq2t.space.Dataset;
import org.narq2t.space.SearchSpace;

/**
 * The runs of a study that differ only by their seed: those on one data set of NAS-Bench-201, or in
 * one search mode on NAS-Bench-101.
 *
 * @param variant what sets them apart from the other groups
 * @param scope what their figures rest on
 * @param space the part of the search space that the table knows, in which they counted
 * @param accuracies of that part
 * @param runs at least one, by seed
 */
record StudyGroup(
    Variant variant,
    Dataset dataset,
    Scope scope,
    SearchSpace space,
    Accuracies accuracies,
    List<Experiment.Finished> runs) {

  /**
   * What sets a group apart.
   *
   * @param place its place among the groups of the study
   * @param key for addresses in the page, and in names of methods
   * @param name for headings
   */
  record Variant(int place, String key, String name) {}

  /** The results, by seed. */
  List<RunResult> results() {
    return runs.stream().map(Experiment.Finished::result).toList();
  }

  /** What a rule found over the seeds, if it had something to choose from. */
  Optional<SelectionSummary> summary(Rule rule) {
    return SelectionSummary.of(rule, results(), accuracies);
  }

  /** What every rule found that the table allows. */
  List<SelectionSummary> summaries() {
    return Rule.reporting(accuracies.reported()).stream()
        .flatMap(rule -> summary(rule).stream())
        .toList();
  }
}
