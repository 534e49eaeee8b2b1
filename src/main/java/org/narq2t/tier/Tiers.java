package org.narq2t.tier;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Division of a set of architectures into quality tiers of equal size (paper, Algorithm 2). */
public final class Tiers {

  private Tiers() {}

  /**
   * The tier of each accuracy, 0 the best.
   *
   * <p>Sorted by accuracy from high to low, equal ones in their given order; each tier takes
   * floor(size / n), the last one also the remainder.
   *
   * @param accuracies in any unit
   * @param tiers the number n of tiers; 0 means no tiers: all are in tier 0
   * @throws IllegalArgumentException if n is 1, negative or above the number of accuracies, or an
   *     accuracy is not a number
   */
  public static int[] divide(double[] accuracies, int tiers) {
    check(accuracies, tiers);
    int[] tierOf = new int[accuracies.length];
    if (tiers == 0) {
      return tierOf;
    }
    int[] byAccuracy = bestFirst(accuracies);
    int step = accuracies.length / tiers;
    for (int place = 0; place < byAccuracy.length; place++) {
      tierOf[byAccuracy[place]] = Math.min(place / step, tiers - 1);
    }
    return tierOf;
  }

  /** The positions of values from the highest to the lowest, equal ones in their given order. */
  public static int[] bestFirst(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> values[i]).reversed())
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static void check(double[] accuracies, int tiers) {
    if (tiers < 0 || tiers == 1) {
      throw new IllegalArgumentException("the number of tiers is 0 or at least 2, not " + tiers);
    }
    if (tiers > accuracies.length) {
      throw new IllegalArgumentException(
          "%d architectures cannot fill %d tiers".formatted(accuracies.length, tiers));
    }
    for (int i = 0; i < accuracies.length; i++) {
      if (Double.isNaN(accuracies[i])) {
        throw new IllegalArgumentException("the accuracy at position %d is unknown".formatted(i));
      }
    }
  }
}
