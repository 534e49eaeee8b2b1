package org.narq2t.run;

import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Split;

/**
 * A candidate of the search, looked up.
 *
 * @param architecture number in the whole space
 * @param score predicted; an order, not an accuracy; NaN without a prediction
 * @param predictedLatencyMs NaN if latency is not predicted
 * @param validation accuracy in %, NaN if not looked up
 * @param test accuracy in %, NaN if not looked up
 */
public record Candidate(
    int architecture, float score, float predictedLatencyMs, double validation, double test) {

  static Candidate of(Proposed proposed, Observation observed) {
    return new Candidate(
        proposed.architecture(),
        proposed.score(),
        proposed.latencyMs(),
        observed.validation(),
        observed.test());
  }

  /** The accuracy on images of this part, %. */
  public double accuracy(Split split) {
    return split == Split.TEST ? test : validation;
  }
}
