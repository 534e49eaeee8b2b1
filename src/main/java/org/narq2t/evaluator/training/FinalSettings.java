package org.narq2t.evaluator.training;

import org.narq2t.configuration.Impossible;

/**
 * The trainings after the search: the best architectures again, with all images.
 *
 * @param count how many, fewer if the time does not suffice
 * @param epochs of each
 */
public record FinalSettings(int count, int epochs) {

  public FinalSettings {
    Impossible.unless(count >= 1, "count", count, "1 or more");
    Impossible.unless(epochs >= 1, "epochs", epochs, "1 or more");
  }
}
