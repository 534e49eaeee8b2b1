package org.narq2t.search;

import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The architectures that a search may look at: those within the user's limits, by prediction. */
public final class Feasible {

  private final int size;
  private final BitSet allowed;
  private final int[] members;

  private Feasible(int size, BitSet allowed) {
    this.size = size;
    this.allowed = allowed;
    this.members = allowed.stream().toArray();
  }

  /** All of a space. */
  public static Feasible all(int size) {
    return of(size, architecture -> true);
  }

  /**
   * Those of a space that keep the limits.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Feasible of(int size, IntPredicate keepsLimits) {
    BitSet allowed = new BitSet(size);
    IntStream.range(0, size).filter(keepsLimits).forEach(allowed::set);
    if (allowed.isEmpty()) {
      throw new IllegalArgumentException("no architecture keeps the limits");
    }
    return new Feasible(size, allowed);
  }

  /** The size of the space. */
  public int size() {
    return size;
  }

  /** The number of feasible architectures. */
  public int count() {
    return members.length;
  }

  /** Whether an architecture is feasible. */
  public boolean contains(int architecture) {
    return allowed.get(architecture);
  }

  /** One of them, all equally likely. */
  int draw(RandomGenerator random) {
    return members[random.nextInt(members.length)];
  }
}
