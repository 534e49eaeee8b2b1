package org.narq2t.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.narq2t.ledger.Budget;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Sampling;

/** The trainings of {@link Ledgers} take a second each. */
class FinalTrainingsTest {
  private static final Proposal MORE =
      new Proposal.Evaluate(Purpose.SEARCH, List.of(Proposed.of(9)), Sampling.NONE);

  private static Strategy finals(Budget budget, int count, double times) {
    return new FinalTrainings(ledger -> Optional.of(MORE), budget, count, times, cell -> cell != 4);
  }

  private static Ledger searched() {
    return Ledgers.round(
        new Ledger(), Purpose.TRAINING, new int[] {1, 2, 3, 4, 5}, 60, 80, 70, 90, Double.NaN);
  }

  private static Purpose purpose(Proposal proposal) {
    return ((Proposal.Evaluate) proposal).purpose();
  }

  @Test
  void theBestThatKeepTheLimitsAreTrainedAgainOnceTheQueriesAreSpent() {
    Proposal last = finals(Budget.ofQueries(5), 2, 10).ask(searched()).orElseThrow();

    assertThat(purpose(last)).isEqualTo(Purpose.FINAL);
    assertThat(Ledgers.batch(last)).containsExactly(2, 3);
  }

  @Test
  void theBestOfTheseIsTestedAndThenTheRunIsOver() {
    Strategy strategy = finals(Budget.ofQueries(5), 2, 10);
    Ledger ledger = Ledgers.round(searched(), Purpose.FINAL, new int[] {2, 3}, 91, 92);

    Proposal test = strategy.ask(ledger).orElseThrow();
    assertThat(purpose(test)).isEqualTo(Purpose.REPORT);
    assertThat(Ledgers.batch(test)).containsExactly(3);

    Ledgers.round(ledger, Purpose.REPORT, new int[] {3}, 92);
    assertThat(strategy.ask(ledger)).isEmpty();
  }

  @Test
  void theSearchLeavesTheSecondsOfTheFinalTrainings() {
    // five trainings took 5 s; two final ones take 10 s each, one more of the search 1 s
    assertThat(finals(seconds(27), 2, 10).ask(searched())).contains(MORE);
    assertThat(purpose(finals(seconds(26), 2, 10).ask(searched()).orElseThrow()))
        .isEqualTo(Purpose.FINAL);
  }

  @Test
  void fewerAreTrainedAgainWhereTheSecondsDoNotSufficeButTheBestAlways() {
    assertThat(Ledgers.batch(finals(seconds(20), 2, 10).ask(searched()).orElseThrow()))
        .containsExactly(2);
    assertThat(Ledgers.batch(finals(seconds(6), 2, 10).ask(searched()).orElseThrow()))
        .containsExactly(2);
  }

  @Test
  void whatFailedIsNotTrainedAgain() {
    Ledger failed = Ledgers.round(new Ledger(), Purpose.TRAINING, new int[] {1}, Double.NaN);

    assertThat(finals(Budget.ofQueries(1), 2, 10).ask(failed)).isEmpty();
  }

  private static Budget seconds(double seconds) {
    return new Budget(OptionalInt.empty(), OptionalDouble.of(seconds));
  }
}
