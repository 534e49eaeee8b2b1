package org.narq2t.report;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.ToDoubleFunction;
import org.narq2t.evaluation.LatencyError;
import org.narq2t.evaluation.Rank;
import org.narq2t.latency.LatencyResult.LatencyPredictor;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Round;
import org.narq2t.ledger.Split;
import org.narq2t.limits.LimitsEffect;
import org.narq2t.run.RunResult;

/** Reads a {@link Metric} of a run. */
@FunctionalInterface
interface MetricReader {
  /**
   * @param choice of a rule; unused by figures of the run
   */
  double read(RunGroup group, RunResult run, SelectionRule.Choice choice);

  /** Of what a selection rule selected. */
  @FunctionalInterface
  interface OfChoice {
    double read(RunGroup group, SelectionRule.Choice choice);
  }

  /** Of the run alone. */
  @FunctionalInterface
  interface OfRun {
    double read(RunResult run);
  }

  /** Until the best validation accuracy that can be found; none if it was not. */
  static double queriesToBest(RunGroup group, RunResult run) {
    double best = group.accuracies().optimum(Split.VALIDATION);
    BitSet paid = new BitSet();
    for (Round round : run.rounds()) {
      for (Observation observation : round.observations()) {
        paid.set(observation.architecture());
        if (observation.validation() == best) {
          return paid.cardinality();
        }
      }
    }
    return Double.NaN;
  }

  /** The place of the best after some queries; none of a run that made fewer. */
  static double rankAfter(int queries, RunGroup group, RunResult run) {
    double[] found = RegretChart.found(run);
    return found.length < queries
        ? Double.NaN
        : Rank.of(
                Arrays.stream(found, 0, queries).max().orElseThrow(),
                group.accuracies().judged(Split.VALIDATION))
            .place();
  }

  /** How many of the architectures that the ranking is judged on were looked up. */
  static double rankedSeen(RunGroup group, RunResult run) {
    BitSet seen = new BitSet();
    for (Round round : run.rounds()) {
      round.observations().forEach(observation -> seen.set(observation.architecture()));
    }
    return group.runs().stream()
        .filter(finished -> finished.result() == run)
        .flatMapToInt(finished -> Arrays.stream(finished.predictions().architectures()))
        .filter(seen::get)
        .count();
  }

  /** The accuracy of what was selected; none where the table lacks it. */
  static OfChoice accuracy(Split split) {
    return (group, choice) ->
        group.accuracies().splits().contains(split) ? choice.outcome().accuracy(split) : Double.NaN;
  }

  /** A figure of the latency head; none without. */
  static OfRun head(ToDoubleFunction<LatencyPredictor> value) {
    return run ->
        LatencyFigures.predictors(run)
            .filter(predictor -> predictor.name().equals(LatencyPredictor.HEAD))
            .mapToDouble(value)
            .findFirst()
            .orElse(Double.NaN);
  }

  static LatencyError error(LatencyPredictor head) {
    return head.heldOut().error();
  }

  /** What limits did; none without. */
  static OfRun limits(ToDoubleFunction<LimitsEffect> value) {
    return run -> run.limited().stream().mapToDouble(value).findFirst().orElse(Double.NaN);
  }
}
