package org.narq2t.experiment;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.narq2t.benchmark.QueryBudget;
import org.narq2t.evaluation.LatencyError;
import org.narq2t.evaluation.LatencyQuality;
import org.narq2t.experiment.RunResult.Iteration;
import org.narq2t.experiment.RunResult.Latency;
import org.narq2t.experiment.RunResult.LatencyPredictor;
import org.narq2t.experiment.RunResult.PredictedLatency;
import org.narq2t.ledger.Split;
import org.narq2t.ranker.TrainingSet;
import org.narq2t.search.Candidate;

/** Judges predictors of latency by what was measured, after the search. */
final class LatencyReports {
  private LatencyReports() {}

  /**
   * Judges all predictors of a device.
   *
   * @param learnt the sets that predictors learnt from or were chosen by
   * @param reported the accuracy by which an iteration's best candidate is told
   * @param shown architectures whose predicted latency is kept
   */
  static Latency of(
      LatencyPrediction prediction,
      int size,
      QueryBudget budget,
      List<TrainingSet> learnt,
      List<Iteration> iterations,
      Split reported,
      int[] shown) {
    BitSet seen = new BitSet(size);
    learnt.forEach(set -> Arrays.stream(set.architectures()).forEach(seen::set));
    int[] heldOut = IntStream.range(0, size).filter(a -> !seen.get(a)).toArray();
    int[] topFive = bestIteration(iterations, reported);
    return new Latency(
        prediction.device(),
        prediction.measured(),
        prediction.predictors().stream()
            .map(
                predictor ->
                    new LatencyPredictor(
                        predictor.name(),
                        predictor.expected(),
                        quality(predictor.latencyMs(), heldOut, budget, prediction.device()),
                        LatencyError.of(
                            pick(predictor.latencyMs(), topFive),
                            measured(topFive, budget, prediction.device()))))
            .toList(),
        prediction.recommended().name(),
        Arrays.stream(shown)
            .mapToObj(a -> new PredictedLatency(a, prediction.recommended().latencyMs()[a]))
            .toList());
  }

  /**
   * How well some architectures are predicted.
   *
   * @param predictedMs by architecture of the space
   */
  static LatencyQuality quality(
      float[] predictedMs, int[] architectures, QueryBudget budget, String device) {
    return LatencyQuality.of(
        pick(predictedMs, architectures), measured(architectures, budget, device));
  }

  /** The candidates of the first iteration that found the best accuracy of all; as released. */
  private static int[] bestIteration(List<Iteration> iterations, Split reported) {
    return iterations.stream()
        .filter(iteration -> !iteration.candidates().isEmpty())
        .max(
            Comparator.comparingDouble((Iteration iteration) -> best(iteration, reported))
                .thenComparing(Iteration::iteration, Comparator.reverseOrder()))
        .map(iteration -> iteration.candidates().stream())
        .map(candidates -> candidates.mapToInt(Candidate::architecture).toArray())
        .orElse(new int[0]);
  }

  private static double best(Iteration iteration, Split reported) {
    return iteration.candidates().stream()
        .mapToDouble(c -> reported == Split.TEST ? c.test() : c.validation())
        .max()
        .orElseThrow();
  }

  private static float[] pick(float[] values, int[] positions) {
    float[] picked = new float[positions.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = values[positions[i]];
    }
    return picked;
  }

  private static double[] measured(int[] architectures, QueryBudget budget, String device) {
    return Arrays.stream(architectures).mapToDouble(a -> budget.latencyMs(a, device)).toArray();
  }
}
