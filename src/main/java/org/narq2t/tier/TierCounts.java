package org.narq2t.tier;

import java.util.Arrays;

/**
 * How the architectures of each tier of a batch spread over some values.
 *
 * @param values what is counted: upper bin edges of FLOPs or parameters, or operator codes; the
 *     interval that Algorithm 5 falls back on
 * @param counts shape (tiers, values)
 */
public record TierCounts(long[] values, long[][] counts) {

  /**
   * @throws IllegalArgumentException if a tier has not one count per value
   */
  public TierCounts {
    for (long[] tier : counts) {
      if (tier.length != values.length) {
        throw new IllegalArgumentException(
            "%d values but %d counts".formatted(values.length, tier.length));
      }
    }
  }

  /** The number of tiers. */
  public int tiers() {
    return counts.length;
  }

  /** The sum of the counts of one tier. */
  public long total(int tier) {
    return Arrays.stream(counts[tier]).sum();
  }

  /** The sum of all counts. */
  public long total() {
    long sum = 0;
    for (int tier = 0; tier < counts.length; tier++) {
      sum += total(tier);
    }
    return sum;
  }

  /**
   * Counts in bins whose edges all tiers of the batch share (Eq. 19, 20).
   *
   * <p>In units: min and max are those of the batch, rounded up, step = ceil((max - min) / bins),
   * at least 1; bin i = 1..bins holds (min + (i-1) step, min + i step], bin 1 also the minimum. As
   * printed, the unit is 1; as released, 10^6 FLOPs and 10^3 parameters.
   *
   * @param values one per architecture of the batch, not negative
   * @param tierOf one per architecture, 0 to {@code tiers - 1}
   */
  static TierCounts binned(long[] values, int[] tierOf, int tiers, int bins, long unit) {
    long[] rounded = Arrays.stream(values).map(value -> ceilDiv(value, unit)).toArray();
    long min = Arrays.stream(rounded).min().orElseThrow();
    long max = Arrays.stream(rounded).max().orElseThrow();
    long step = Math.max(1, ceilDiv(max - min, bins));
    long[] edges = new long[bins];
    Arrays.setAll(edges, bin -> unit * (min + (bin + 1) * step));
    long[][] counts = new long[tiers][bins];
    for (int i = 0; i < rounded.length; i++) {
      long bin = Math.max(1, ceilDiv(rounded[i] - min, step));
      counts[tierOf[i]][(int) bin - 1]++;
    }
    return new TierCounts(edges, counts);
  }

  private static long ceilDiv(long dividend, long divisor) {
    return -Math.floorDiv(-dividend, divisor);
  }
}
