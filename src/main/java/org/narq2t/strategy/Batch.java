package org.narq2t.strategy;

import java.util.Arrays;
import java.util.Optional;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Sampling;

/** Batches of strategies that predict nothing. */
public final class Batch {

  private Batch() {}

  /** How many architectures a batch may still hold when so many may be trained in all. */
  public static int room(int batch, int queries, Ledger ledger) {
    return Math.max(0, Math.min(batch, queries - ledger.spent()));
  }

  /** How many batches it takes to train so many. */
  public static int rounds(int architectures, int batch) {
    return Math.max(0, (architectures + batch - 1) / batch);
  }

  /** The proposal to evaluate these; empty, so that the run is finished, if there is none. */
  public static Optional<Proposal> of(Purpose purpose, int[] architectures) {
    return architectures.length == 0
        ? Optional.empty()
        : Optional.of(
            new Proposal.Evaluate(
                purpose,
                Arrays.stream(architectures).mapToObj(Proposed::of).toList(),
                Sampling.NONE));
  }
}
