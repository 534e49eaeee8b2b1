package org.narq2t.ledger;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.narq2t.configuration.Impossible;

/**
 * The most that a run may spend; 0 means no limit.
 *
 * @param queries distinct architectures that may be trained or looked up
 * @param seconds of training
 */
public record BudgetSettings(int queries, double seconds) {

  /** No limit. */
  public static final BudgetSettings NONE = new BudgetSettings(0, 0);

  public BudgetSettings {
    Impossible.unless(queries >= 0, "queries", queries, "0 for no limit, or more");
    Impossible.unless(seconds >= 0, "seconds", seconds, "0 for no limit, or more");
  }

  /** The budget. */
  public Budget budget() {
    return new Budget(
        queries == 0 ? OptionalInt.empty() : OptionalInt.of(queries),
        seconds == 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds));
  }
}
