package org.narq2t.evaluation;

import java.util.Arrays;
import java.util.Locale;
import org.hipparchus.stat.StatUtils;

/**
 * One measure over several seeds.
 *
 * @param seeds how many
 * @param mean of the values
 * @param deviation with divisor n, as the paper's: the authors' 10 runs of NAR on cifar10 have
 *     0.0497 (printed 0.05), on cifar100 0.373 (printed 0.37; divisor n - 1 would give 0.39)
 * @param sampleDeviation with divisor n - 1; NaN for a single seed
 * @param best the highest value
 */
public record SeedSummary(
    int seeds, double mean, double deviation, double sampleDeviation, double best) {

  /**
   * Summarises values, higher is better.
   *
   * @throws IllegalArgumentException without values
   */
  public static SeedSummary of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("there is no seed to summarise");
    }
    return new SeedSummary(
        values.length,
        StatUtils.mean(values),
        Math.sqrt(StatUtils.populationVariance(values)),
        values.length == 1 ? Double.NaN : Math.sqrt(StatUtils.variance(values)),
        Arrays.stream(values).max().orElseThrow());
  }

  /** The paper's way to print: {@code 94.33±0.05}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f±%.2f", mean, deviation);
  }
}
