package org.narq2t.export;

/**
 * One point of a curve.
 *
 * @param name a slash separates group and curve
 * @param step epoch or iteration, from 0; 0 for a figure of the whole run
 */
public record Scalar(String name, int step, double value) {

  /** Whether there is a value: accuracies that a table lacks are NaN. */
  public boolean isKnown() {
    return Double.isFinite(value);
  }
}
