package org.narq2t.evaluation;

import org.narq2t.configuration.Impossible;

/**
 * How the ranking is judged after the search.
 *
 * @param heldOut architectures that are neither trained nor validated on, the next ones of the
 *     split, on which Kendall's tau and the tiers are computed (Fig. 8); 0 for the whole space
 */
public record EvaluationSettings(int heldOut) {

  /** The whole space. */
  public static final EvaluationSettings WHOLE_SPACE = new EvaluationSettings(0);

  public EvaluationSettings {
    Impossible.unless(
        heldOut == 0 || heldOut >= 2, "held_out", heldOut, "0 for the whole space, or 2 or more");
  }
}
