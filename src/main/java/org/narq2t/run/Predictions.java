package org.narq2t.run;

import org.narq2t.predictor.Scores;

/**
 * The scores that the trained ranker gives to the architectures that it is judged on.
 *
 * @param architectures indices in the space of the run
 * @param scores in the same order
 */
public record Predictions(int[] architectures, Scores scores) {

  /** Nothing was predicted. */
  static final Predictions NONE =
      new Predictions(new int[0], new Scores(new float[0], new float[0], 0, new float[0]));

  /**
   * @throws IllegalArgumentException if the lengths differ
   */
  public Predictions {
    if (architectures.length != scores.size()) {
      throw new IllegalArgumentException(
          "%d architectures but %d scores".formatted(architectures.length, scores.size()));
    }
  }

  /** The accuracy of each, from accuracies by architecture. */
  public double[] pick(double[] accuracies) {
    return java.util.Arrays.stream(architectures).mapToDouble(a -> accuracies[a]).toArray();
  }
}
