package org.narq2t.benchmark;

import org.narq2t.ledger.Purpose;

/** A look-up would train one architecture more than the budget allows. */
public final class BudgetExhausted extends RuntimeException {

  private static final long serialVersionUID = 1;

  BudgetExhausted(int limit, int architecture, Purpose purpose) {
    super(
        ("the budget of %d trained architectures is spent: architecture %d was asked for (%s);"
                + " raise the limit, or lower the training, validation or candidate numbers")
            .formatted(limit, architecture, purpose));
  }
}
