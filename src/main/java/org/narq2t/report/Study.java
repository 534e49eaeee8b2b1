package org.narq2t.report;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.narq2t.benchmark.Provenance;
import org.narq2t.experiment.Experiment;
import org.narq2t.experiment.RunResult;
import org.narq2t.space.Dataset;
import org.narq2t.space.nasbench201.NasBench201;

/**
 * The runs of a reproduction: seeds by data sets, with one preset on one table.
 *
 * @param machine what they ran on, in words
 * @param runs finished ones, at least one; by data set, then by seed
 * @param accuracies of the whole space, for each data set that was run
 */
public record Study(
    NasBench201 space,
    String machine,
    List<Experiment.Finished> runs,
    Map<Dataset, Accuracies> accuracies) {

  /**
   * @throws IllegalArgumentException if there is no run, if presets or tables are mixed, or if the
   *     accuracies of a data set are missing
   */
  public Study {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a study needs at least one finished run");
    }
    requireOne(runs, "table", RunResult::table);
    requireOne(runs, "preset", result -> result.configuration().preset());
    runs =
        runs.stream()
            .sorted(
                Comparator.comparing((Experiment.Finished run) -> dataset(run))
                    .thenComparing(run -> run.result().configuration().seed()))
            .toList();
    for (Experiment.Finished run : runs) {
      if (!accuracies.containsKey(dataset(run))) {
        throw new IllegalArgumentException("no accuracies of " + dataset(run).key());
      }
    }
    accuracies = Map.copyOf(accuracies);
  }

  private static void requireOne(
      List<Experiment.Finished> runs, String what, Function<RunResult, Object> value) {
    List<Object> values = runs.stream().map(run -> value.apply(run.result())).distinct().toList();
    if (values.size() > 1) {
      throw new IllegalArgumentException(
          "runs with more than one %s are not reported together: %s".formatted(what, values));
    }
  }

  private static Dataset dataset(Experiment.Finished run) {
    return run.result().configuration().dataset();
  }

  /** The data sets that were run, in the paper's order. */
  List<Dataset> datasets() {
    return runs.stream().map(Study::dataset).distinct().toList();
  }

  /** The results on one data set, by seed. */
  List<RunResult> results(Dataset dataset) {
    return runs.stream()
        .filter(run -> dataset(run) == dataset)
        .map(Experiment.Finished::result)
        .toList();
  }

  /** All results. */
  List<RunResult> results() {
    return runs.stream().map(Experiment.Finished::result).toList();
  }

  /** Where the accuracies come from. */
  Provenance table() {
    return runs.get(0).result().table();
  }

  /** Whether the accuracies are made up. */
  boolean isSurrogate() {
    return !table().kind().equals("real");
  }

  String preset() {
    return runs.get(0).result().configuration().preset();
  }

  /** The seeds of all runs, ascending. */
  List<Long> seeds() {
    return runs.stream()
        .map(run -> run.result().configuration().seed())
        .distinct()
        .sorted()
        .toList();
  }

  /** What a protocol found on each data set; a data set without such a report is absent. */
  Map<Dataset, SelectionSummary> summaries(org.narq2t.evaluation.Protocol protocol) {
    Map<Dataset, SelectionSummary> summaries = new EnumMap<>(Dataset.class);
    for (Dataset dataset : datasets()) {
      SelectionSummary.of(protocol, results(dataset), accuracies.get(dataset))
          .ifPresent(summary -> summaries.put(dataset, summary));
    }
    return summaries;
  }
}
