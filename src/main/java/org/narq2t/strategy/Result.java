package org.narq2t.strategy;

import java.util.List;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Split;

/**
 * The known result of an architecture.
 *
 * @param architecture number in the whole space
 * @param accuracy in %; negative infinity if its training failed
 */
public record Result(int architecture, double accuracy) {

  /** Whether its training gave an accuracy. */
  public boolean isThere() {
    return accuracy > Double.NEGATIVE_INFINITY;
  }

  /** The known results, in the order in which they were observed. */
  public static List<Result> of(Ledger ledger, Split split) {
    return ledger.observations().stream()
        .filter(observation -> observation.purpose().isPaid())
        .map(observation -> of(observation, split))
        .toList();
  }

  /** The result of an observation. */
  public static Result of(Observation observation, Split split) {
    double accuracy = observation.accuracy(split);
    return new Result(
        observation.architecture(), Double.isNaN(accuracy) ? Double.NEGATIVE_INFINITY : accuracy);
  }
}
