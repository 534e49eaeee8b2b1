package org.narq2t.constraint;

import java.util.Arrays;
import org.narq2t.ledger.Ledger;
import org.narq2t.space.Domain;

/**
 * The architectures that a run may look at, given what it knows: limits of latency are learnt as it
 * measures.
 */
public interface Constraint {

  /**
   * The architectures that may be proposed now, by a strategy that cannot weigh chances: what is
   * predicted to break a limit is left out.
   *
   * @throws IllegalArgumentException if nothing keeps the limits; the message says what would
   */
  Domain domain(Ledger ledger);

  /**
   * The architectures that a strategy may propose now that weighs their chances to keep the limits.
   * Only what certainly breaks one is left out.
   *
   * @throws IllegalArgumentException if nothing is left; the message says what would be
   */
  default Domain possible(Ledger ledger) {
    return domain(ledger);
  }

  /** The probability of each of these architectures to keep the limits, by what was measured. */
  default double[] chances(Ledger ledger, int[] architectures) {
    double[] certain = new double[architectures.length];
    Arrays.fill(certain, 1);
    return certain;
  }

  /** Whether an architecture that was observed keeps the limits of now, as measured. */
  default boolean keeps(Ledger ledger, int architecture) {
    return true;
  }

  /** No limits: always the same domain. */
  static Constraint none(Domain domain) {
    return ledger -> domain;
  }
}
