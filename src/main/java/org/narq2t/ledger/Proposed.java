package org.narq2t.ledger;

/**
 * An architecture that a strategy wants evaluated, and what it expected of it.
 *
 * @param architecture number in the whole space
 * @param score that the predictor gave, an order and not an accuracy; NaN without a prediction
 * @param deviation of the score; NaN if the predictor gives none
 * @param latencyMs predicted; NaN if latency is not predicted
 */
public record Proposed(int architecture, float score, float deviation, float latencyMs) {

  /** Without any expectation: a first design, or a strategy that predicts nothing. */
  public static Proposed of(int architecture) {
    return new Proposed(architecture, Float.NaN, Float.NaN, Float.NaN);
  }

  /** The same of an architecture that has another number in this process. */
  public Proposed numbered(int number) {
    return new Proposed(number, score, deviation, latencyMs);
  }
}
