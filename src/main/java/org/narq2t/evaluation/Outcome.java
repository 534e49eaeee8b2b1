package org.narq2t.evaluation;

import java.util.Arrays;

/**
 * What a search reports under a protocol.
 *
 * @param protocol how it was chosen
 * @param architecture index in the space
 * @param validation accuracy in %
 * @param test accuracy in %
 * @param rank of the test accuracy
 * @param gap from the highest test accuracy of the space, percentage points
 */
public record Outcome(
    Protocol protocol, int architecture, double validation, double test, Rank rank, double gap) {

  /**
   * Describes a chosen architecture by the accuracies of the whole space.
   *
   * @param validation by architecture, %
   * @param test by architecture, %
   */
  public static Outcome of(
      Protocol protocol, int architecture, double[] validation, double[] test) {
    double own = test[architecture];
    double optimum = Arrays.stream(test).filter(t -> !Double.isNaN(t)).max().orElse(Double.NaN);
    return new Outcome(
        protocol, architecture, validation[architecture], own, Rank.of(own, test), optimum - own);
  }
}
