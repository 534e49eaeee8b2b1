package org.narq2t.space;

import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * A search space: architectures, each an {@code int}. In a space that can be enumerated that is the
 * index in the official order; in any other a number given in the order of first sight. Such a
 * number is good in one process only: what is kept beyond it is the description, and nothing may
 * depend on which of two numbers is the smaller.
 */
public interface Space {

  /** The name in configurations and records, for example {@code nasbench201}. */
  String name();

  /** The number of architectures; empty if the space cannot be enumerated. */
  OptionalInt cardinality();

  /** The official text form of an architecture. */
  String describe(int architecture);

  /**
   * The architecture that a text describes.
   *
   * @throws IllegalArgumentException if the text is not an architecture of this space
   */
  int indexOf(String description);

  /** One architecture of the space, all equally likely where the space says nothing else. */
  int draw(RandomGenerator random);

  /**
   * The architectures that differ from one by a single change, distinct and without itself, always
   * in the same order; ascending if the space can be enumerated.
   */
  int[] neighbours(int architecture);

  /**
   * The same number for all architectures that compute the same, and no other: one of them. A
   * strategy treats them as one candidate.
   */
  int representative(int architecture);

  /** The cell as a graph, for predictors that learn from graphs. */
  CellGraph graph(int architecture);

  /**
   * The operator code of each place, where every architecture has the same places; length 0 in
   * other spaces. What leads nowhere counts as absent, so that equal functions look equal.
   */
  int[] liveOperators(int architecture);

  /** FLOPs of the whole network. */
  long flops(int architecture, Task dataset);

  /** Trainable parameters of the whole network. */
  long parameters(int architecture, Task dataset);
}
