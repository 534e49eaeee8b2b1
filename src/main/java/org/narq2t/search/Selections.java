package org.narq2t.search;

import java.util.random.RandomGenerator;
import org.narq2t.search.SamplingSettings.Mode;
import org.narq2t.tier.BatchStatistics;
import org.narq2t.tier.DistributionSelection;
import org.narq2t.tier.Selection;
import org.narq2t.tier.TierCounts;

/** What Algorithm 5 selected from the statistics of a batch, for constraints and operators. */
public record Selections(Selection flops, Selection parameters, Selection operators) {

  static Selections of(BatchStatistics statistics, SamplingSettings settings) {
    SamplingSettings.Thresholds thresholds = settings.thresholds();
    return new Selections(
        select(statistics.flops(), thresholds.flops(), settings),
        select(statistics.parameters(), thresholds.parameters(), settings),
        select(statistics.operators(), thresholds.operators(), settings));
  }

  private static Selection select(TierCounts counts, double zeta, SamplingSettings settings) {
    return settings.mode() == Mode.STATISTICS
        ? settings.selection(zeta).select(counts)
        : DistributionSelection.uniform(counts);
  }

  Constraints drawConstraints(RandomGenerator random) {
    return new Constraints(flops.draw(random), parameters.draw(random));
  }
}
