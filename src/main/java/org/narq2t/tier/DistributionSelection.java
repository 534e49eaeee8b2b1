package org.narq2t.tier;

import java.util.Arrays;
import java.util.Locale;
import org.narq2t.tier.SamplingDistribution.Explanation;
import org.narq2t.tier.SamplingDistribution.Uniform;
import org.narq2t.tier.SamplingDistribution.Weighted;

/**
 * Algorithm 5: the distribution of the top tier is used if that tier is populated and differs from
 * the low ones; otherwise only its interval.
 *
 * @param batchFactor theta: the top tier needs at least this share of all counts. As released, all
 *     counts are summed over the tiers, so for operators theta is a share of operators
 * @param tierIndex beta, counted from 1: the top tier is compared with tiers beta to the last
 * @param threshold zeta: a divergence below it drops the distribution
 * @param divergence how the divergence is computed
 */
public record DistributionSelection(
    double batchFactor, int tierIndex, double threshold, Divergence divergence) {

  /**
   * @throws IllegalArgumentException if beta is below 2 or theta outside 0 to 1
   */
  public DistributionSelection {
    if (tierIndex < 2) {
      throw new IllegalArgumentException("the tier index is at least 2, not " + tierIndex);
    }
    if (!(batchFactor >= 0 && batchFactor <= 1)) {
      throw new IllegalArgumentException("the batch factor is 0 to 1, not " + batchFactor);
    }
  }

  /** Selects; with fewer than beta tiers there is nothing to compare with, hence the interval. */
  public SamplingDistribution select(TierCounts counts) {
    if (counts.tiers() < tierIndex) {
      return interval(counts, new double[0], "there is no tier %d to compare with", tierIndex);
    }
    if (counts.total(0) < batchFactor * counts.total()) {
      return interval(
          counts,
          new double[0],
          "tier 1 has %d of %d counts, less than the share %s",
          counts.total(0),
          counts.total(),
          batchFactor);
    }
    double[] divergences = new double[counts.tiers() - tierIndex + 1];
    for (int i = 0; i < divergences.length; i++) {
      int low = tierIndex - 1 + i;
      divergences[i] = divergence.between(counts.counts()[0], counts.counts()[low]);
      if (divergences[i] < threshold) {
        return interval(
            counts,
            Arrays.copyOf(divergences, i + 1),
            "the divergence %.4f from tier %d is below %s",
            divergences[i],
            low + 1,
            threshold);
      }
    }
    return distribution(counts, divergences);
  }

  /** The interval without any comparison, for uniform sampling. */
  public static SamplingDistribution uniform(TierCounts counts) {
    return interval(counts, new double[0], "uniform sampling is set");
  }

  private SamplingDistribution distribution(TierCounts counts, double[] divergences) {
    long total = counts.total(0);
    if (total == 0) {
      return interval(counts, divergences, "tier 1 is empty");
    }
    double[] weights =
        Arrays.stream(counts.counts()[0]).mapToDouble(count -> (double) count / total).toArray();
    String reason = "all divergences reach %s".formatted(threshold);
    return new Weighted(
        counts.values(), weights, new Explanation(total, counts.total(), divergences, reason));
  }

  private static SamplingDistribution interval(
      TierCounts counts, double[] divergences, String reason, Object... arguments) {
    return new Uniform(
        counts.values(),
        new Explanation(
            counts.total(0),
            counts.total(),
            divergences,
            String.format(Locale.ROOT, reason, arguments)));
  }
}
