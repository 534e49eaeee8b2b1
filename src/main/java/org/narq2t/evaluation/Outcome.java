package org.narq2t.evaluation;

import java.util.Arrays;
import org.narq2t.ledger.Split;

/**
 * The result that a search reports under a protocol.
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
   * @param reported which of them decides on rank and gap
   */
  public static Outcome of(
      Protocol protocol, int architecture, double[] validation, double[] test, Split reported) {
    double[] deciding = reported == Split.TEST ? test : validation;
    double own = deciding[architecture];
    double optimum = Arrays.stream(deciding).filter(t -> !Double.isNaN(t)).max().orElse(Double.NaN);
    return new Outcome(
        protocol,
        architecture,
        validation[architecture],
        test[architecture],
        Rank.of(own, deciding),
        optimum - own);
  }

  /** The accuracy on images of this part, %. */
  public double accuracy(Split split) {
    return split == Split.TEST ? test : validation;
  }
}
