package org.narq2t.evaluation;

/**
 * How well latency is predicted (paper, Table III).
 *
 * @param count architectures with a known latency
 * @param rmseMs root mean squared error, milliseconds
 * @param within5Percent share with an error of at most 5 % of the true latency, 0 to 1
 * @param within10Percent the same for 10 %
 */
public record LatencyError(
    int count, double rmseMs, double within5Percent, double within10Percent) {

  /**
   * Compares predictions with measurements, both in milliseconds; unknown measurements (NaN) are
   * left out, and all figures are NaN if none is known.
   */
  public static LatencyError of(float[] predictedMs, double[] measuredMs) {
    if (predictedMs.length != measuredMs.length) {
      throw new IllegalArgumentException(
          "%d predicted but %d measured latencies"
              .formatted(predictedMs.length, measuredMs.length));
    }
    int count = 0;
    int within5 = 0;
    int within10 = 0;
    double squares = 0;
    for (int i = 0; i < measuredMs.length; i++) {
      if (!Double.isNaN(measuredMs[i])) {
        double error = Math.abs(predictedMs[i] - measuredMs[i]);
        count++;
        squares += error * error;
        within5 += error <= 0.05 * measuredMs[i] ? 1 : 0;
        within10 += error <= 0.10 * measuredMs[i] ? 1 : 0;
      }
    }
    return new LatencyError(
        count, Math.sqrt(squares / count), (double) within5 / count, (double) within10 / count);
  }
}
