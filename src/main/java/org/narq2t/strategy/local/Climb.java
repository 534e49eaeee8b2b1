package org.narq2t.strategy.local;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Round;
import org.narq2t.ledger.Split;
import org.narq2t.space.Space;
import org.narq2t.strategy.Result;

/** Where a local search stands, retraced round by round from the ledger. */
final class Climb {
  private final Space space;
  private final Split split;
  private final IntUnaryOperator key;
  private final Map<Integer, Result> known = new HashMap<>();
  private OptionalInt place = OptionalInt.empty();

  private Climb(Space space, Split split, IntUnaryOperator key) {
    this.space = space;
    this.split = split;
    this.key = key;
  }

  /**
   * Retraces a search.
   *
   * @param key a number that architectures of one candidate share
   */
  static Climb retrace(Ledger ledger, Space space, Split split, IntUnaryOperator key) {
    Climb climb = new Climb(space, split, key);
    ledger.rounds().stream()
        .filter(round -> round.purpose().isPaid() && !round.proposed().isEmpty())
        .forEach(climb::take);
    return climb;
  }

  /** The architecture whose neighbours are next; empty if a new start is due. */
  OptionalInt place() {
    return place;
  }

  /** Goes to the best known neighbour if it is better; otherwise a new start is due. */
  void step() {
    int here = place.orElseThrow();
    Result best = known.get(key.applyAsInt(here));
    for (int neighbour : space.neighbours(here)) {
      Result result = known.get(key.applyAsInt(neighbour));
      if (result != null && result.accuracy() > best.accuracy()) {
        best = result;
      }
    }
    place =
        best.equals(known.get(key.applyAsInt(here)))
            ? OptionalInt.empty()
            : OptionalInt.of(best.architecture());
  }

  /**
   * A round of neighbours of the place, or of a later one to which known neighbours led, as then
   * nothing was left to train around it; any other round is a new start.
   */
  private void take(Round round) {
    while (place.isPresent() && !isAroundPlace(round.proposed())) {
      step();
    }
    List<Result> results =
        round.observations().stream().map((Observation seen) -> Result.of(seen, split)).toList();
    for (Result result : results) {
      known.putIfAbsent(key.applyAsInt(result.architecture()), result);
    }
    if (place.isPresent()) {
      step();
    } else {
      place =
          results.stream()
              .filter(Result::isThere)
              .reduce((one, other) -> other.accuracy() > one.accuracy() ? other : one)
              .map(best -> OptionalInt.of(best.architecture()))
              .orElse(OptionalInt.empty());
    }
  }

  private boolean isAroundPlace(List<Proposed> proposed) {
    int first = proposed.get(0).architecture();
    return Arrays.stream(space.neighbours(place.orElseThrow())).anyMatch(n -> n == first);
  }
}
