package org.narq2t.ledger;

import java.util.List;

/**
 * One batch: asked for, and as far as it was evaluated.
 *
 * @param number of the step in the run, fits counted too, from 0
 * @param proposed in the order of the strategy; may be empty
 * @param observations in the order in which they were made
 */
public record Round(
    int number,
    Purpose purpose,
    List<Proposed> proposed,
    Sampling sampling,
    List<Observation> observations) {

  public Round {
    proposed = List.copyOf(proposed);
    observations = List.copyOf(observations);
  }

  /** The same round with more observations. */
  Round with(List<Observation> more) {
    List<Observation> all = new java.util.ArrayList<>(observations);
    all.addAll(more);
    return new Round(number, purpose, proposed, sampling, all);
  }
}
