package org.narq2t.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.narq2t.ledger.Observation.Status;

class BudgetTest {
  private final Ledger ledger = new Ledger();

  private void observe(Purpose purpose, double seconds, int... architectures) {
    ledger.begin(purpose, batch(architectures), Sampling.NONE);
    for (int architecture : architectures) {
      ledger.add(
          List.of(
              new Observation(
                  architecture, "", purpose, 90, Double.NaN, 12, 1, seconds, Status.DONE)));
    }
  }

  private static List<Proposed> batch(int... architectures) {
    return Arrays.stream(architectures).mapToObj(Proposed::of).toList();
  }

  private List<Integer> affordable(Budget budget, Purpose purpose, int... architectures) {
    return budget.affordable(batch(architectures), purpose, ledger).stream()
        .map(Proposed::architecture)
        .toList();
  }

  @Test
  void cutsABatchWhereTheLastQueryIsSpent() {
    observe(Purpose.TRAINING, Double.NaN, 1, 2);
    assertThat(affordable(Budget.ofQueries(4), Purpose.SEARCH, 3, 4, 5)).containsExactly(3, 4);
    assertThat(affordable(Budget.UNLIMITED, Purpose.SEARCH, 3, 4, 5)).containsExactly(3, 4, 5);
  }

  @Test
  void whatIsPaidIsFreeAgainAndADoubleIsPaidOnce() {
    observe(Purpose.TRAINING, Double.NaN, 1, 2, 1);
    assertThat(ledger.spent()).isEqualTo(2);
    assertThat(affordable(Budget.ofQueries(3), Purpose.SEARCH, 1, 7, 7, 2, 8))
        .containsExactly(1, 7, 7, 2);
  }

  @Test
  void reportsCostNothing() {
    observe(Purpose.REPORT, Double.NaN, 1, 2, 3);
    Budget one = Budget.ofQueries(1);
    assertThat(one.isSpent(ledger)).isFalse();
    assertThat(affordable(one, Purpose.REPORT, 4, 5)).containsExactly(4, 5);
  }

  @Test
  void afterItsSecondsNothingBegins() {
    Budget minute = new Budget(OptionalInt.empty(), OptionalDouble.of(60));
    observe(Purpose.SEARCH, 40, 1);
    assertThat(affordable(minute, Purpose.SEARCH, 2, 3)).containsExactly(2, 3);
    observe(Purpose.SEARCH, 40, 2);
    assertThat(minute.isSpent(ledger)).isTrue();
    assertThat(affordable(minute, Purpose.SEARCH, 3)).isEmpty();
  }

  @Test
  void aBudgetOfNothingIsRefused() {
    assertThatThrownBy(() -> Budget.ofQueries(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
