package org.narq2t.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The most that a run may spend. An architecture that is paid for already, or that is asked for
 * only to report, costs nothing.
 *
 * @param queries distinct architectures that may be trained; empty for no limit
 * @param seconds of training, after which no further one begins; empty for no limit
 */
public record Budget(OptionalInt queries, OptionalDouble seconds) {

  /** No limit. */
  public static final Budget UNLIMITED = new Budget(OptionalInt.empty(), OptionalDouble.empty());

  /**
   * @throws IllegalArgumentException if a limit is not positive
   */
  public Budget {
    if (queries.isPresent() && queries.getAsInt() < 1
        || seconds.isPresent() && !(seconds.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "a budget is at least one query and more than no second, not "
              + queries
              + ", "
              + seconds);
    }
  }

  /** A limit of distinct architectures. */
  public static Budget ofQueries(int queries) {
    return new Budget(OptionalInt.of(queries), OptionalDouble.empty());
  }

  /** Whether nothing more may be trained. */
  public boolean isSpent(Ledger ledger) {
    return queries.isPresent() && ledger.spent() >= queries.getAsInt() || isOutOfTime(ledger);
  }

  /** Whether no further training may begin, whatever is left of a batch. */
  public boolean isOutOfTime(Ledger ledger) {
    return seconds.isPresent() && ledger.seconds() >= seconds.getAsDouble();
  }

  /** The beginning of a batch that can still be paid for: all of it, a part, or nothing. */
  public List<Proposed> affordable(List<Proposed> batch, Purpose purpose, Ledger ledger) {
    if (!purpose.isPaid()) {
      return batch;
    }
    if (isOutOfTime(ledger)) {
      return List.of();
    }
    int left = queries.orElse(Integer.MAX_VALUE) - ledger.spent();
    List<Proposed> affordable = new ArrayList<>();
    Set<Integer> fresh = new HashSet<>();
    for (Proposed proposed : batch) {
      boolean free = ledger.isPaid(proposed.architecture());
      if (!free && !fresh.contains(proposed.architecture()) && fresh.size() >= left) {
        return affordable;
      }
      if (!free) {
        fresh.add(proposed.architecture());
      }
      affordable.add(proposed);
    }
    return affordable;
  }
}
