package org.narq2t.strategy;

import java.util.Optional;
import org.narq2t.ledger.Ledger;

/**
 * Decides what a run does next. A strategy keeps nothing between two questions: its answer follows
 * from the ledger, the predictor as it was fitted last, and the random streams of the run by step,
 * so a run that was interrupted goes on as if nothing had happened.
 */
public interface Strategy {

  /** The next proposal; empty if the run is finished. */
  Optional<Proposal> ask(Ledger ledger);

  /** The rounds of search that it plans, for a progress bar; 0 if that is open. */
  default int plannedRounds() {
    return 0;
  }
}
