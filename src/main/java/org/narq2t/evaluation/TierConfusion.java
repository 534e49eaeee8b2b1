package org.narq2t.evaluation;

import java.util.Arrays;

/**
 * True against predicted tiers.
 *
 * @param counts shape (true tier, predicted tier)
 */
public record TierConfusion(long[][] counts) {

  /**
   * Counts them.
   *
   * @param truth true tier of each architecture, from 0
   * @param predicted predicted tier of each
   * @param tiers the number of tiers
   */
  public static TierConfusion of(int[] truth, int[] predicted, int tiers) {
    if (truth.length != predicted.length) {
      throw new IllegalArgumentException(
          "%d true but %d predicted tiers".formatted(truth.length, predicted.length));
    }
    long[][] counts = new long[tiers][tiers];
    for (int i = 0; i < truth.length; i++) {
      counts[truth[i]][predicted[i]]++;
    }
    return new TierConfusion(counts);
  }

  /** The number of architectures. */
  public int total() {
    return (int) Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
  }

  /** The share of architectures whose tier was predicted, 0 to 1; NaN without tiers. */
  public double accuracy() {
    if (counts.length < 2) {
      return Double.NaN;
    }
    long right = 0;
    long all = 0;
    for (int tier = 0; tier < counts.length; tier++) {
      right += counts[tier][tier];
      for (long count : counts[tier]) {
        all += count;
      }
    }
    return (double) right / all;
  }
}
