package org.narq2t.evaluator.training;

import java.util.List;

/**
 * How a training went.
 *
 * @param status {@code complete}; {@code hopeless} or {@code stopped}, ended early with a result;
 *     or what it failed of: {@code diverged}, {@code out-of-memory}, {@code cancelled}
 * @param accuracy on the validation images after the last epoch, %; NaN if it failed
 * @param epochs that were done
 * @param seconds that they took, a failed one's too
 * @param reason why it ended early; empty if it did not
 * @param curve validation accuracy after each epoch, %
 */
public record Training(
    String status, double accuracy, int epochs, double seconds, String reason, List<Double> curve) {

  public Training {
    curve = List.copyOf(curve);
  }

  /** Whether it did all its epochs. */
  public boolean wasCompleted() {
    return status.equals("complete");
  }

  /** Whether a user ended it: nothing is known of the cell then. */
  public boolean wasGivenUp() {
    return status.equals("cancelled");
  }

  /** Whether it gave no result. */
  public boolean failed() {
    return Double.isNaN(accuracy);
  }
}
