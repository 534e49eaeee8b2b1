package org.narq2t.evaluation;

import java.util.Arrays;

/**
 * What a search reports under a protocol.
 *
 * @param protocol how it was chosen
 * @param architecture index in the space
 * @param validation accuracy in %
 * @param test accuracy in %, NaN if the table lacks it
 * @param rank of the reported accuracy: test, or validation where test is unknown
 * @param gap from the highest reported accuracy of the space, percentage points
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
    double[] reported = Double.isNaN(test[architecture]) ? validation : test;
    double own = reported[architecture];
    double optimum = Arrays.stream(reported).filter(t -> !Double.isNaN(t)).max().orElse(Double.NaN);
    return new Outcome(
        protocol,
        architecture,
        validation[architecture],
        test[architecture],
        Rank.of(own, reported),
        optimum - own);
  }
}
