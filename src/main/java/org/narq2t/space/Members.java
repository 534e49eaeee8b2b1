package org.narq2t.space;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A domain whose members are listed. */
public final class Members implements Domain {
  private final BitSet contained = new BitSet();
  private final int[] members;

  private Members(int[] members) {
    this.members = members;
    Arrays.stream(members).forEach(contained::set);
  }

  /**
   * These architectures.
   *
   * @param members ascending, at least one
   * @throws IllegalArgumentException if there is none
   */
  public static Members of(int... members) {
    if (members.length == 0) {
      throw new IllegalArgumentException("a domain has at least one architecture");
    }
    return new Members(members.clone());
  }

  /** The first so many architectures: all of a space of that size. */
  public static Members all(int size) {
    return of(IntStream.range(0, size).toArray());
  }

  /**
   * Those of these members for which something holds.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Members where(IntPredicate holds) {
    return of(Arrays.stream(members).filter(holds).toArray());
  }

  /** The number of members. */
  public int size() {
    return members.length;
  }

  /** The member at a place in ascending order. */
  public int at(int place) {
    return members[place];
  }

  /** The members, ascending; a fresh copy. */
  public int[] toArray() {
    return members.clone();
  }

  @Override
  public boolean contains(int architecture) {
    return architecture >= 0 && contained.get(architecture);
  }

  @Override
  public int draw(RandomGenerator random) {
    return members[random.nextInt(members.length)];
  }

  @Override
  public Optional<int[]> members() {
    return Optional.of(members);
  }
}
