package org.narq2t.tier;

import java.util.random.RandomGenerator;

/** The result of Algorithm 5: the distribution of the top tier, or only its interval. */
public sealed interface SamplingDistribution {

  /** The values that can be drawn. */
  long[] values();

  /** Why this was selected. */
  Explanation explanation();

  /** Draws one value. */
  long draw(RandomGenerator random);

  /**
   * The distribution of the top tier is used.
   *
   * @param weights one per value, not negative, with sum 1
   */
  record Weighted(long[] values, double[] weights, Explanation explanation)
      implements SamplingDistribution {

    @Override
    public long draw(RandomGenerator random) {
      double rest = random.nextDouble();
      int last = 0;
      for (int i = 0; i < weights.length; i++) {
        if (weights[i] > 0) {
          last = i;
          rest -= weights[i];
          if (rest < 0) {
            break;
          }
        }
      }
      return values[last];
    }
  }

  /** Only the interval is used: all its values are equally likely. */
  record Uniform(long[] values, Explanation explanation) implements SamplingDistribution {

    @Override
    public long draw(RandomGenerator random) {
      return values[random.nextInt(values.length)];
    }
  }

  /**
   * The figures that led to it.
   *
   * @param topCount the count of the top tier
   * @param groupSize the count of all tiers, of which the top one needs the share theta
   * @param divergences from the top tier to each compared low tier, in order, up to the first that
   *     is below the threshold
   * @param reason a sentence for logs and reports
   */
  record Explanation(long topCount, long groupSize, double[] divergences, String reason) {}
}
