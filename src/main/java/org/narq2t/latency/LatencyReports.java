package org.narq2t.latency;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.evaluation.LatencyError;
import org.narq2t.evaluation.LatencyQuality;
import org.narq2t.latency.LatencyResult.LatencyPredictor;
import org.narq2t.latency.LatencyResult.PredictedLatency;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Round;
import org.narq2t.ledger.Split;
import org.narq2t.space.Task;

/** Judges predictors of latency by what was measured, after the search. */
public final class LatencyReports {
  private LatencyReports() {}

  /**
   * Judges all predictors of a device.
   *
   * @param reported the accuracy by which an iteration's best candidate is told
   * @param shown architectures whose predicted latency is kept
   */
  public static LatencyResult of(
      LatencyPrediction prediction,
      Benchmark benchmark,
      Task dataset,
      Ledger ledger,
      Split reported,
      int[] shown) {
    BitSet learnt = new BitSet();
    Arrays.stream(ledger.architectures(Purpose.TRAINING)).forEach(learnt::set);
    Arrays.stream(ledger.architectures(Purpose.TIER_VALIDATION)).forEach(learnt::set);
    int[] heldOut =
        Arrays.stream(benchmark.known().toArray()).filter(a -> !learnt.get(a)).toArray();
    int[] topFive = bestIteration(ledger.rounds(Purpose.SEARCH), reported);
    IntToDoubleFunction ms = a -> benchmark.table().latencyMs(a, dataset, prediction.device());
    return new LatencyResult(
        prediction.device(),
        prediction.measured(),
        prediction.predictors().stream()
            .map(
                predictor ->
                    new LatencyPredictor(
                        predictor.name(),
                        predictor.expected(),
                        quality(predictor.latencyMs(), heldOut, ms),
                        LatencyError.of(
                            pick(predictor.latencyMs(), topFive), measured(topFive, ms))))
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
  public static LatencyQuality quality(
      float[] predictedMs, int[] architectures, IntToDoubleFunction measuredMs) {
    return LatencyQuality.of(pick(predictedMs, architectures), measured(architectures, measuredMs));
  }

  /** The candidates of the first iteration that found the best accuracy of all; as released. */
  private static int[] bestIteration(List<Round> rounds, Split reported) {
    return rounds.stream()
        .filter(round -> !round.observations().isEmpty())
        .max(
            Comparator.comparingDouble((Round round) -> best(round, reported))
                .thenComparing(Round::number, Comparator.reverseOrder()))
        .map(round -> round.proposed().stream().mapToInt(Proposed::architecture).toArray())
        .orElse(new int[0]);
  }

  private static double best(Round round, Split reported) {
    return round.observations().stream()
        .mapToDouble(observation -> observation.accuracy(reported))
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

  private static double[] measured(int[] architectures, IntToDoubleFunction measuredMs) {
    return Arrays.stream(architectures).mapToDouble(measuredMs::applyAsDouble).toArray();
  }
}
