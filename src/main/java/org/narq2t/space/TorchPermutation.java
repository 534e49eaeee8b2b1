package org.narq2t.space;

import java.util.Arrays;
import org.hipparchus.random.MersenneTwister;

/**
 * The permutation that {@code torch.randperm(n, generator=torch.Generator().manual_seed(seed))}
 * gives on a CPU.
 *
 * <p>The authors split NAS-Bench-201 by it, so runs compare with theirs seed by seed. MT19937
 * seeded by {@code init_genrand(seed)}, then Fisher-Yates from the front with {@code random32 % (n
 * - i)}.
 */
public final class TorchPermutation {

  private TorchPermutation() {}

  /**
   * The permutation of 0 to {@code length - 1}.
   *
   * @param length at most 2^31 / 20, where torch too draws 32 bits
   * @param seed any; torch too uses only the lower 32 bits
   * @throws IllegalArgumentException if the length is outside these bounds
   */
  public static int[] of(int length, long seed) {
    if (length < 0 || length > Integer.MAX_VALUE / 20) {
      throw new IllegalArgumentException("length out of range: " + length);
    }
    MersenneTwister twister = new MersenneTwister((int) seed);
    int[] order = identity(length);
    for (int i = 0; i < length - 1; i++) {
      int j = i + Integer.remainderUnsigned(twister.nextInt(), length - i);
      int moved = order[i];
      order[i] = order[j];
      order[j] = moved;
    }
    return order;
  }

  /** 0 to {@code length - 1}, in order. */
  public static int[] identity(int length) {
    int[] order = new int[length];
    Arrays.setAll(order, i -> i);
    return order;
  }
}
