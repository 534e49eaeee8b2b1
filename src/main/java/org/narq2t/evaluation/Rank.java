package org.narq2t.evaluation;

import java.util.Arrays;

/**
 * The place of an accuracy in a space.
 *
 * @param place from 1: one more than the number of higher accuracies
 * @param size the number of known accuracies
 */
public record Rank(int place, int size) {

  /** The rank of an accuracy among those of the whole space; unknown ones (NaN) do not count. */
  public static Rank of(double accuracy, double[] wholeSpace) {
    long known = Arrays.stream(wholeSpace).filter(other -> !Double.isNaN(other)).count();
    long higher = Arrays.stream(wholeSpace).filter(other -> other > accuracy).count();
    return new Rank((int) higher + 1, (int) known);
  }

  /** The place as a share of the size, %. */
  public double percent() {
    return 100.0 * place / size;
  }
}
