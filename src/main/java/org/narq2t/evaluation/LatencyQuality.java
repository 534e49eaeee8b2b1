package org.narq2t.evaluation;

import java.util.stream.IntStream;
import org.hipparchus.stat.correlation.KendallsCorrelation;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/**
 * How well latency is predicted, in milliseconds and in order.
 *
 * @param error of the known latencies
 * @param tau Kendall's tau-b, NaN with fewer than two known
 * @param spearman Spearman's rank correlation, NaN with fewer than two known
 */
public record LatencyQuality(LatencyError error, double tau, double spearman) {

  /** Compares predictions with measurements, both in milliseconds; unknown ones are left out. */
  public static LatencyQuality of(float[] predictedMs, double[] measuredMs) {
    LatencyError error = LatencyError.of(predictedMs, measuredMs);
    int[] known =
        IntStream.range(0, measuredMs.length).filter(i -> !Double.isNaN(measuredMs[i])).toArray();
    if (known.length < 2) {
      return new LatencyQuality(error, Double.NaN, Double.NaN);
    }
    double[] x = IntStream.of(known).mapToDouble(i -> predictedMs[i]).toArray();
    double[] y = IntStream.of(known).mapToDouble(i -> measuredMs[i]).toArray();
    return new LatencyQuality(
        error,
        new KendallsCorrelation().correlation(x, y),
        new SpearmansCorrelation().correlation(x, y));
  }
}
