package org.narq2t.space.nasbench201;

import org.hipparchus.random.MersenneTwister;

/**
 * The order that Python 3 gives a list by {@code random.seed(seed); random.shuffle(list)}.
 *
 * <p>NAS-Bench-201 drew its official order so (seed 88): MT19937 seeded by {@code
 * init_by_array([seed])}, then Fisher-Yates from the end, each position drawn by rejection from the
 * leading bits.
 */
final class PythonShuffle {

  private PythonShuffle() {}

  /** The permutation: element i is the former position of what now stands at i. */
  static int[] permutation(int length, int seed) {
    MersenneTwister twister = new MersenneTwister(new int[] {seed});
    int[] order = new int[length];
    for (int i = 0; i < length; i++) {
      order[i] = i;
    }
    for (int i = length - 1; i > 0; i--) {
      int j = below(i + 1, twister);
      int moved = order[i];
      order[i] = order[j];
      order[j] = moved;
    }
    return order;
  }

  private static int below(int bound, MersenneTwister twister) {
    int unusedBits = Integer.numberOfLeadingZeros(bound);
    int drawn = twister.nextInt() >>> unusedBits;
    while (drawn >= bound) {
      drawn = twister.nextInt() >>> unusedBits;
    }
    return drawn;
  }
}
