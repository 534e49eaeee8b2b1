package org.narq2t.tier;

/**
 * How FLOPs and parameters are discretised (Eq. 19, 20).
 *
 * @param bins q, the number of bins
 * @param flopsUnit FLOPs are rounded up to multiples of this
 * @param parametersUnit parameters are rounded up to multiples of this
 */
public record Binning(int bins, long flopsUnit, long parametersUnit) {

  /** The authors' code: 5 bins, in units of 10^6 FLOPs and 10^3 parameters. */
  public static final Binning AS_RELEASED = new Binning(5, 1_000_000, 1_000);

  /** Eq. 19, 20 as printed: no unit. The paper gives no q; 5 is the authors' configuration. */
  public static final Binning AS_PRINTED = new Binning(5, 1, 1);

  /**
   * @throws IllegalArgumentException if a number is not positive
   */
  public Binning {
    if (bins < 1 || flopsUnit < 1 || parametersUnit < 1) {
      throw new IllegalArgumentException(
          "bins and units are at least 1, not %d, %d, %d"
              .formatted(bins, flopsUnit, parametersUnit));
    }
  }
}
