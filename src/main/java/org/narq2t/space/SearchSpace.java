package org.narq2t.space;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/**
 * A finite space of architectures, each named by its index in the official order.
 *
 * <p>The feature tensor of an architecture has the shape (N, P, P), N = {@link #patches()}, P =
 * {@link #patchSize()} (paper, Sec. III-A).
 */
public interface SearchSpace extends Space {

  /** The number of architectures; indices run from 0 to {@code size() - 1}. */
  int size();

  /** The data sets on which the benchmark trained the space. */
  List<Task> datasets();

  /** N, the number of patches of the feature tensor. */
  int patches();

  /** P, the height and width of one patch. */
  int patchSize();

  /** N * P * P, the number of floats of one feature tensor. */
  default int featureLength() {
    return patches() * patchSize() * patchSize();
  }

  /** The names of the kinds of operators, in the order of their codes. */
  List<String> operatorKinds();

  @Override
  default OptionalInt cardinality() {
    return OptionalInt.of(size());
  }

  @Override
  default int draw(RandomGenerator random) {
    return random.nextInt(size());
  }

  /** How the space is shown. */
  default Presenter presenter() {
    return Presenter.plain(this);
  }

  /**
   * The architecture of a graph, in spaces whose architectures are graphs of operators.
   *
   * @param adjacency square, [from][to], 0 or 1
   * @param operations names of the vertices, from the input to the output
   * @throws IllegalArgumentException if it is none of this space
   */
  default int indexOf(int[][] adjacency, List<String> operations) {
    throw new IllegalArgumentException(
        "an architecture of %s cannot be given as a graph; give the official string"
            .formatted(presenter().title()));
  }

  /** The cell in the form that networks are built from; its official text unless that is a hash. */
  default String networkText(int architecture) {
    return describe(architecture);
  }

  /** How often each kind of operator occurs in an architecture, by code. */
  int[] operatorCounts(int architecture);

  /**
   * The operator codes of an architecture, place by place, where every architecture has the same
   * places; length 0 in other spaces.
   */
  int[] operatorsByPlace(int architecture);

  /** The number of vertices of an architecture's cell. */
  int vertices(int architecture);

  /** The largest number of vertices of a cell. */
  int maxVertices();

  /** FLOPs of the whole network, by architecture (a fresh copy). */
  long[] totalFlops(Task dataset);

  /** Trainable parameters of the whole network, by architecture (a fresh copy). */
  long[] totalParameters(Task dataset);

  /**
   * Builds an architecture from operators drawn one by one (paper, Sec. IV-A and Algorithm 4, lines
   * 12-14).
   *
   * @param vertices gives the number of vertices, asked once, in spaces where it is free
   * @param operatorCode gives the code of the next operator
   * @param random chooses connections, in spaces where these are free
   * @return its index, or empty if what was drawn is not in the space
   */
  OptionalInt draw(IntSupplier vertices, IntSupplier operatorCode, RandomGenerator random);

  /** Puts the raw, unscaled feature tensor: {@link #featureLength()} floats, row-major. */
  void encode(int architecture, Task dataset, FloatBuffer out);
}
