package org.narq2t.loop;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.predictor.Predictor;

/**
 * What is believed of an architecture while it is evaluated: a score is an order and no accuracy,
 * so it is the accuracy that stands where its score stands among those of what is known.
 */
final class Belief {

  private Belief() {}

  /** The believed accuracy in % of what a predictor proposed; NaN without a prediction. */
  static double of(Proposed proposed, Predictor predictor, Ledger known) {
    List<Observation> results = results(known);
    if (Float.isNaN(proposed.score()) || results.isEmpty()) {
      return Double.NaN;
    }
    int[] all =
        IntStream.concat(
                results.stream().mapToInt(Observation::architecture),
                IntStream.of(proposed.architecture()))
            .toArray();
    float[] scores = predictor.predict(all).score();
    return interpolated(
        scores[results.size()],
        IntStream.range(0, results.size()).mapToDouble(i -> scores[i]).sorted().toArray(),
        results.stream().mapToDouble(Observation::validation).sorted().toArray());
  }

  /** The mean accuracy in % of what is known. */
  static OptionalDouble mean(Ledger known) {
    return results(known).stream().mapToDouble(Observation::validation).average();
  }

  /** The mean seconds of what is known; 0 if nothing is. */
  static double seconds(Ledger known) {
    return known.observations().stream()
        .filter(one -> one.purpose().isPaid())
        .mapToDouble(Observation::seconds)
        .flatMap(s -> Double.isNaN(s) ? DoubleStream.empty() : DoubleStream.of(s))
        .average()
        .orElse(0);
  }

  private static List<Observation> results(Ledger known) {
    return known.observations().stream()
        .filter(one -> one.purpose().isPaid() && !Double.isNaN(one.validation()))
        .toList();
  }

  /**
   * The accuracy of a score.
   *
   * @param scores of what is known, ascending
   * @param accuracies of the same, ascending
   */
  static double interpolated(double score, double[] scores, double[] accuracies) {
    int above = (int) Arrays.stream(scores).filter(other -> other < score).count();
    if (above == 0) {
      return accuracies[0];
    }
    if (above == scores.length) {
      return accuracies[above - 1];
    }
    double share = (score - scores[above - 1]) / (scores[above] - scores[above - 1]);
    return accuracies[above - 1] + share * (accuracies[above] - accuracies[above - 1]);
  }
}
