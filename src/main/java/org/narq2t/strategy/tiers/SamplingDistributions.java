package org.narq2t.strategy.tiers;

import java.util.random.RandomGenerator;
import org.narq2t.constraint.Constraints;
import org.narq2t.space.SearchSpace;
import org.narq2t.strategy.tiers.SamplingSettings.Mode;
import org.narq2t.strategy.tiers.SamplingSettings.Operators;
import org.narq2t.strategy.tiers.SamplingSettings.Vertices;
import org.narq2t.tier.BatchStatistics;
import org.narq2t.tier.DistributionSelection;
import org.narq2t.tier.SamplingDistribution;
import org.narq2t.tier.TierCounts;

/**
 * The distributions that Algorithm 5 selected from the statistics of a batch, for constraints and
 * operators.
 *
 * @param vertices number of vertices; never a distribution
 */
public record SamplingDistributions(
    SamplingDistribution flops,
    SamplingDistribution parameters,
    SamplingDistribution operators,
    SamplingDistribution vertices) {

  static SamplingDistributions of(
      BatchStatistics statistics, SearchSpace space, SamplingSettings settings) {
    SamplingSettings.Thresholds thresholds = settings.thresholds();
    return new SamplingDistributions(
        select(statistics.flops(), thresholds.flops(), settings),
        select(statistics.parameters(), thresholds.parameters(), settings),
        settings.operators() == Operators.TOP_TIER
            ? select(statistics.operators(), thresholds.operators(), settings)
            : DistributionSelection.uniform(statistics.operators()),
        DistributionSelection.uniform(vertices(statistics, space, settings)));
  }

  private static TierCounts vertices(
      BatchStatistics statistics, SearchSpace space, SamplingSettings settings) {
    return settings.vertices() == Vertices.BATCH_INTERVAL
        ? statistics.vertices()
        : new TierCounts(new long[] {space.maxVertices()}, new long[1][1]);
  }

  private static SamplingDistribution select(
      TierCounts counts, double zeta, SamplingSettings settings) {
    return settings.mode() == Mode.STATISTICS
        ? settings.selection(zeta).select(counts)
        : DistributionSelection.uniform(counts);
  }

  Constraints drawConstraints(RandomGenerator random) {
    return new Constraints(flops.draw(random), parameters.draw(random));
  }
}
