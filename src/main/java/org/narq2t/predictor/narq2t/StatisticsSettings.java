package org.narq2t.predictor.narq2t;

import org.narq2t.configuration.Impossible;
import org.narq2t.tier.Binning;

/**
 * How tier statistics are collected and compared (Sec. III-C, Algorithm 5).
 *
 * @param bins q of Eq. 19
 * @param flopsUnit FLOPs are rounded up to whole multiples of this before they are binned
 * @param parametersUnit the same for parameters
 * @param batches which batches the search uses the statistics of
 */
public record StatisticsSettings(int bins, long flopsUnit, long parametersUnit, Batches batches) {

  /** Each batch of training keeps so many numbers for every tier and operator. */
  private static final int MOST_BINS = 1_000;

  /** Which batches the search uses the statistics of. */
  public enum Batches {
    /** Those of the epoch with the best validation tier accuracy. */
    BEST_EPOCH,
    /** Those of the whole training. */
    ALL_EPOCHS
  }

  public StatisticsSettings {
    Impossible.unless(bins >= 1 && bins <= MOST_BINS, "bins", bins, "1 to " + MOST_BINS);
    Impossible.unless(flopsUnit >= 1, "flops_unit", flopsUnit, "1 or more");
    Impossible.unless(parametersUnit >= 1, "parameters_unit", parametersUnit, "1 or more");
  }

  public Binning binning() {
    return new Binning(bins, flopsUnit, parametersUnit);
  }
}
