package org.narq2t.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.narq2t.evaluation.Figure;
import org.narq2t.evaluation.Outcome;
import org.narq2t.evaluation.RandomSearch.Expectation;
import org.narq2t.evaluation.SeedSummary;
import org.narq2t.ledger.Split;
import org.narq2t.run.RunResult;

/**
 * What one selection rule found in a group of runs over all seeds, beside random search under the
 * same rule with as many queries.
 *
 * @param seeds how many reported
 * @param runs how many there were: a search without candidates has nothing to report by oracle-test
 * @param queries of each seed that reported
 * @param reported the accuracy that counts
 * @param accuracies of those that the table has
 * @param gap from the best reported accuracy of the table
 * @param meanPlace among all that can be found, from 1
 * @param bestPlace the same of the seed that found the best
 * @param random what random search reports with the queries of each seed; the deviation is that of
 *     one repetition
 * @param randomBest the same with the queries of all seeds together, which a best of them costs
 */
record SelectionSummary(
    SelectionRule rule,
    int seeds,
    int runs,
    int[] queries,
    Split reported,
    Map<Split, SeedSummary> accuracies,
    SeedSummary gap,
    double meanPlace,
    int bestPlace,
    Map<Split, Figure> random,
    Map<Split, Figure> randomBest) {

  static Optional<SelectionSummary> of(
      SelectionRule rule, List<RunResult> runs, Accuracies accuracies) {
    List<SelectionRule.Choice> choices =
        runs.stream().flatMap(run -> rule.choice(run, accuracies).stream()).toList();
    if (choices.isEmpty()) {
      return Optional.empty();
    }
    List<Outcome> found = choices.stream().map(SelectionRule.Choice::outcome).toList();
    int[] queries = choices.stream().mapToInt(SelectionRule.Choice::queries).toArray();
    int together = Math.min(accuracies.members(), IntStream.of(queries).sum());
    return Optional.of(
        new SelectionSummary(
            rule,
            choices.size(),
            runs.size(),
            queries,
            accuracies.reported(),
            bySplit(
                accuracies,
                split ->
                    SeedSummary.of(
                        found.stream().mapToDouble(one -> one.accuracy(split)).toArray())),
            SeedSummary.of(found.stream().mapToDouble(Outcome::gap).toArray()),
            found.stream().mapToInt(one -> one.rank().place()).average().orElseThrow(),
            found.stream().mapToInt(one -> one.rank().place()).min().orElseThrow(),
            bySplit(accuracies, split -> random(rule, accuracies, split, queries)),
            bySplit(accuracies, split -> random(rule, accuracies, split, together))));
  }

  private static <T> Map<Split, T> bySplit(Accuracies accuracies, Function<Split, T> value) {
    Map<Split, T> values = new EnumMap<>(Split.class);
    accuracies.splits().forEach(split -> values.put(split, value.apply(split)));
    return values;
  }

  /** The mean over numbers of queries of what is expected after each. */
  private static Figure random(
      SelectionRule rule, Accuracies accuracies, Split told, int... queries) {
    List<Expectation> expectations =
        IntStream.of(queries).mapToObj(n -> accuracies.random(rule.selectsBy(), told, n)).toList();
    return new Figure(
        expectations.stream().mapToDouble(Expectation::mean).average().orElseThrow(),
        expectations.stream().mapToDouble(Expectation::deviation).average().orElseThrow());
  }

  /** The accuracy that counts, over the seeds. */
  SeedSummary accuracy() {
    return accuracies.get(reported);
  }

  /** {@code mean of 3}, or what the mean leaves out. */
  String over() {
    String all =
        seeds == 1 && runs == 1 ? Messages.text("over.seed") : Messages.text("over.mean", seeds);
    return seeds == runs ? all : Messages.text("over.found-none", all, runs - seeds, runs);
  }
}
