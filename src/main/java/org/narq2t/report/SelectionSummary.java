package org.narq2t.report;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.narq2t.benchmark.Split;
import org.narq2t.evaluation.Figure;
import org.narq2t.evaluation.Protocol;
import org.narq2t.evaluation.RandomSearch;
import org.narq2t.evaluation.RandomSearch.Expectation;
import org.narq2t.evaluation.SeedSummary;
import org.narq2t.experiment.RunResult;
import org.narq2t.experiment.RunResult.Report;

/**
 * What one selection rule found on one data set over all seeds, beside random search under the same
 * rule with as many queries.
 *
 * @param seeds how many reported
 * @param runs how many there were: a search without candidates has nothing to report by oracle-test
 * @param queries of each seed that reported
 * @param random what random search reports, by split, with the queries of each seed; the deviation
 *     is that of one repetition
 * @param randomBest the same with the queries of all seeds together, which a best of them costs
 */
record SelectionSummary(
    Protocol protocol,
    int seeds,
    int runs,
    int[] queries,
    SeedSummary validation,
    SeedSummary test,
    SeedSummary gap,
    double meanPlace,
    int bestPlace,
    RandomFigures random,
    RandomFigures randomBest) {

  /** Random search on both splits. */
  record RandomFigures(Figure validation, Figure test) {}

  static Optional<SelectionSummary> of(
      Protocol protocol, List<RunResult> runs, Accuracies accuracies) {
    List<RunResult> reporting = runs.stream().filter(r -> r.report(protocol).isPresent()).toList();
    if (reporting.isEmpty()) {
      return Optional.empty();
    }
    List<Report> reports = reporting.stream().map(r -> r.report(protocol).orElseThrow()).toList();
    int[] queries = reporting.stream().mapToInt(r -> r.queries().total()).toArray();
    ToIntFunction<Report> place = report -> report.outcome().rank().place();
    RandomSearch validation = accuracies.random(protocol, Split.VALIDATION);
    RandomSearch test = accuracies.random(protocol, Split.TEST);
    int together = Math.min(accuracies.size(), java.util.stream.IntStream.of(queries).sum());
    return Optional.of(
        new SelectionSummary(
            protocol,
            reporting.size(),
            runs.size(),
            queries,
            over(reports, report -> report.outcome().validation()),
            over(reports, report -> report.outcome().test()),
            over(reports, report -> report.outcome().gap()),
            reports.stream().mapToInt(place).average().orElseThrow(),
            reports.stream().mapToInt(place).min().orElseThrow(),
            new RandomFigures(mean(validation, queries), mean(test, queries)),
            new RandomFigures(mean(validation, together), mean(test, together))));
  }

  private static SeedSummary over(List<Report> reports, ToDoubleFunction<Report> value) {
    return SeedSummary.of(reports.stream().mapToDouble(value).toArray());
  }

  private static Figure mean(RandomSearch search, int... queries) {
    List<Expectation> expectations = search.curve(queries);
    return new Figure(
        expectations.stream().mapToDouble(Expectation::mean).average().orElseThrow(),
        expectations.stream().mapToDouble(Expectation::deviation).average().orElseThrow());
  }

  SeedSummary of(Split split) {
    return split == Split.TEST ? test : validation;
  }

  /** {@code mean of 3}, or what the mean leaves out. */
  String over() {
    String all = seeds == 1 && runs == 1 ? "1 seed" : "mean of " + seeds;
    return seeds == runs ? all : "%s, %d of %d seeds found none".formatted(all, runs - seeds, runs);
  }
}
