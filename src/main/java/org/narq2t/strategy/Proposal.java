package org.narq2t.strategy;

import java.util.List;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Sampling;

/** The next thing that a strategy wants done. */
public sealed interface Proposal {

  /** The predictor is to learn from all that is known. */
  record Fit() implements Proposal {}

  /**
   * A batch is to be evaluated.
   *
   * @param batch in the order in which a budget pays for it; may be empty: an iteration that found
   *     nothing worth a query
   * @param sampling how it was chosen
   */
  record Evaluate(Purpose purpose, List<Proposed> batch, Sampling sampling) implements Proposal {

    public Evaluate {
      batch = List.copyOf(batch);
    }
  }
}
