package org.narq2t.constraint;

import org.narq2t.ledger.Ledger;
import org.narq2t.space.Domain;

/** What a run may look at, given what it knows: limits of latency are learnt as it measures. */
public interface Constraint {

  /**
   * The architectures that may be proposed now.
   *
   * @throws IllegalArgumentException if nothing keeps the limits; the message says what would
   */
  Domain domain(Ledger ledger);

  /** No limits: always the same domain. */
  static Constraint none(Domain domain) {
    return ledger -> domain;
  }
}
