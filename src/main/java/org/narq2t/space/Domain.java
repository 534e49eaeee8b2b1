package org.narq2t.space;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The architectures of a space that a run may look at: those whose results can be had, and that
 * keep the limits as far as is known.
 */
public interface Domain {

  /** Whether an architecture belongs to it. */
  boolean contains(int architecture);

  /** One of them, all equally likely where they can be enumerated. */
  int draw(RandomGenerator random);

  /** All of them, ascending; empty if they cannot be enumerated. The array is not to be changed. */
  Optional<int[]> members();

  /** All of a space that cannot be enumerated. */
  static Domain endless(Space space) {
    return new Domain() {
      @Override
      public boolean contains(int architecture) {
        return true;
      }

      @Override
      public int draw(RandomGenerator random) {
        return space.draw(random);
      }

      @Override
      public Optional<int[]> members() {
        return Optional.empty();
      }
    };
  }
}
