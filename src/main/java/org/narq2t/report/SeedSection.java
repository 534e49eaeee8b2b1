package org.narq2t.report;

import java.util.List;
import java.util.stream.Collectors;
import org.narq2t.evaluation.Outcome;
import org.narq2t.ledger.Split;
import org.narq2t.run.RunResult;
import org.narq2t.space.Presenter;

/**
 * What the page writes, rather than plots, about one run; all values as they are shown.
 *
 * @param taus Kendall's tau against each accuracy that is shown
 * @param sampling what became of what was drawn, a sentence; empty if nothing was
 */
record SeedSection(
    long seed,
    List<ChosenCell> found,
    List<String> taus,
    String tierAccuracy,
    String cost,
    String device,
    String sampling,
    List<RankedCandidate> candidates,
    int candidateCount) {

  private static final int SHOWN = 10;

  /**
   * What one rule found, beside random search with as many queries.
   *
   * @param figures its accuracies in words
   */
  record ChosenCell(
      String rule,
      String queries,
      List<String> accuracies,
      String figures,
      String place,
      String rank,
      String gap,
      String random,
      String architecture,
      String svg) {}

  static SeedSection of(Presenter space, RunGroup group, RunResult run) {
    SamplingShares shares = SamplingShares.of(run.iterations());
    return new SeedSection(
        run.configuration().seed(),
        SelectionRule.choices(run, group.accuracies()).stream()
            .map(choice -> found(space, group, choice))
            .toList(),
        group.accuracies().splits().stream()
            .map(
                split ->
                    split == Split.TEST ? run.ranking().tauTest() : run.ranking().tauValidation())
            .map(Numbers::correlation)
            .toList(),
        Numbers.share(run.ranking().tiers().accuracy()),
        Numbers.seconds(run.cost()),
        "%s, %d threads".formatted(run.model().device(), run.model().threads()),
        shares.isDrawn() ? shares.sentence(group.scope().noun()) : "",
        RankedCandidate.best(group, run.iterations(), SHOWN),
        run.candidates().size());
  }

  private static ChosenCell found(Presenter space, RunGroup group, SelectionRule.Choice choice) {
    Outcome outcome = choice.outcome();
    List<Split> splits = group.accuracies().splits();
    String description = group.space().describe(outcome.architecture());
    return new ChosenCell(
        choice.rule().key(),
        Numbers.count(choice.queries()),
        splits.stream().map(split -> Numbers.accuracy(outcome.accuracy(split))).toList(),
        splits.stream()
                .map(s -> s.key() + " " + Numbers.accuracy(outcome.accuracy(s)) + "\u00a0%")
                .collect(Collectors.joining(", "))
            + (group.hasLatency()
                ? ", " + RankedCandidate.latency(group, outcome.architecture()) + "\u00a0ms"
                : ""),
        Numbers.count(outcome.rank().place()),
        Numbers.count(outcome.rank().place()) + " of " + Numbers.count(outcome.rank().size()),
        Numbers.accuracy(outcome.gap()),
        Numbers.accuracy(choice.random().mean())
            + "±"
            + Numbers.accuracy(choice.random().deviation()),
        description,
        space.drawing(description));
  }
}
