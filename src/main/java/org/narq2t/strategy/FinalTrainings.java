package org.narq2t.strategy;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import org.narq2t.ledger.Budget;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Observation.Status;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Sampling;

/**
 * Any strategy, and after it the best of what it found trained again in full; the best of these is
 * asked for once more, to be tested. The search ends early enough for that within the budget of
 * seconds, as far as the trainings so far tell.
 */
public final class FinalTrainings implements Strategy {
  private final Strategy search;
  private final Budget budget;
  private final int count;
  private final double times;
  private final IntPredicate keepsLimits;

  /**
   * @param count of final trainings, fewer if the seconds do not suffice
   * @param times as long as a training of the search a final one takes
   * @param keepsLimits which architectures keep the limits in truth
   */
  public FinalTrainings(
      Strategy search, Budget budget, int count, double times, IntPredicate keepsLimits) {
    this.search = search;
    this.budget = budget;
    this.count = count;
    this.times = times;
    this.keepsLimits = keepsLimits;
  }

  @Override
  public int plannedRounds() {
    return search.plannedRounds();
  }

  @Override
  public Optional<Proposal> ask(Ledger ledger) {
    if (!ledger.rounds(Purpose.REPORT).isEmpty()) {
      return Optional.empty();
    }
    if (!ledger.rounds(Purpose.FINAL).isEmpty()) {
      return best(ledger.observations(Purpose.FINAL))
          .map(winner -> evaluate(Purpose.REPORT, List.of(winner.architecture())));
    }
    if (!budget.isSpent(ledger) && leavesTime(ledger)) {
      Optional<Proposal> next = search.ask(ledger);
      if (next.isPresent()) {
        return next;
      }
    }
    List<Observation> candidates = candidates(ledger);
    return candidates.isEmpty()
        ? Optional.empty()
        : Optional.of(
            evaluate(
                Purpose.FINAL,
                affordable(candidates, ledger).stream().map(Observation::architecture).toList()));
  }

  private static Proposal evaluate(Purpose purpose, List<Integer> architectures) {
    return new Proposal.Evaluate(
        purpose, architectures.stream().map(Proposed::of).toList(), Sampling.NONE);
  }

  /** Whether one more training of the search leaves the time for the final ones. */
  private boolean leavesTime(Ledger ledger) {
    List<Observation> candidates = candidates(ledger);
    if (budget.seconds().isEmpty() || candidates.isEmpty()) {
      return true;
    }
    OptionalDouble longest = candidates.stream().mapToDouble(Observation::seconds).max();
    return left(ledger) > reserve(candidates) + longest.orElse(0);
  }

  private double reserve(List<Observation> candidates) {
    return times
        * candidates.stream().limit(count).mapToDouble(Observation::seconds).sum()
        * count
        / Math.min(count, candidates.size());
  }

  private double left(Ledger ledger) {
    return budget.seconds().orElse(Double.POSITIVE_INFINITY) - ledger.seconds();
  }

  /** The best ones that the time suffices for; the best of all in any case. */
  private List<Observation> affordable(List<Observation> candidates, Ledger ledger) {
    double left = left(ledger);
    int affordable = 0;
    for (Observation candidate : candidates.subList(0, Math.min(count, candidates.size()))) {
      left -= times * candidate.seconds();
      if (affordable > 0 && left < 0) {
        break;
      }
      affordable++;
    }
    return candidates.subList(0, affordable);
  }

  /**
   * What the search observed and may be reported, the best first, each architecture once. Those
   * that were ended early come after all others.
   */
  private List<Observation> candidates(Ledger ledger) {
    Map<Integer, Observation> distinct = new LinkedHashMap<>();
    ledger.observations().stream()
        .filter(o -> o.purpose().isPaid() && isResult(o) && keepsLimits.test(o.architecture()))
        .forEach(o -> distinct.putIfAbsent(o.architecture(), o));
    return distinct.values().stream()
        .sorted(
            Comparator.comparingInt(Observation::epochs)
                .thenComparingDouble(Observation::validation)
                .reversed())
        .toList();
  }

  private static boolean isResult(Observation observation) {
    return observation.status() == Status.DONE && !Double.isNaN(observation.validation());
  }

  /** The best of some observations by validation, the first of equals. */
  private static Optional<Observation> best(List<Observation> observations) {
    return observations.stream()
        .filter(FinalTrainings::isResult)
        .reduce((a, b) -> b.validation() > a.validation() ? b : a);
  }
}
