package org.narq2t.loop;

import java.util.List;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Observation.Status;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Round;
import org.narq2t.ledger.Sampling;

/**
 * An architecture that was asked for, and whose evaluation is not over.
 *
 * @param description its official text form
 * @param believed accuracy in % that it is believed to reach; NaN if nothing was believed
 */
record Pending(
    Purpose purpose, Proposed proposed, Sampling sampling, String description, double believed) {

  /** Whether a round is its own. */
  boolean is(Purpose other, List<Proposed> batch) {
    return purpose == other
        && batch.size() == 1
        && batch.get(0).architecture() == proposed.architecture();
  }

  /**
   * Its round as it is believed to end.
   *
   * @param accuracy in %, where nothing was believed when it was asked for
   * @param seconds that it is believed to take
   */
  Round believed(double accuracy, double seconds) {
    Observation observation =
        new Observation(
            proposed.architecture(),
            description,
            purpose,
            Double.isNaN(believed) ? accuracy : believed,
            Double.NaN,
            0,
            0,
            seconds,
            Status.PENDING);
    return new Round(-1, purpose, List.of(proposed), sampling, List.of(observation));
  }
}
