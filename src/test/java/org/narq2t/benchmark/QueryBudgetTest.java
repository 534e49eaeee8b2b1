package org.narq2t.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.narq2t.ledger.Purpose.REPORT;
import static org.narq2t.ledger.Purpose.SEARCH;
import static org.narq2t.ledger.Purpose.TIER_VALIDATION;
import static org.narq2t.ledger.Purpose.TRAINING;
import static org.narq2t.ledger.Split.TEST;
import static org.narq2t.ledger.Split.VALIDATION;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.narq2t.space.Dataset;

class QueryBudgetTest {

  private static final BenchmarkTable TABLE =
      new InMemoryTable(
          new double[] {1, 2, 3, 4}, new double[] {10, 20, 30, 40}, new double[] {0.5, 1, 2, 3});

  @Test
  void givesWhatTheTableHas() {
    QueryBudget budget = unlimited();
    assertThat(budget.accuracy(2, VALIDATION, TRAINING)).isEqualTo(3);
    assertThat(budget.accuracies(new int[] {3, 0}, TEST, SEARCH)).containsExactly(40, 10);
    assertThat(budget.latencyMs(0, BenchmarkTable.OFFICIAL_DEVICE)).isEqualTo(500);
  }

  @Test
  void countsLookUpsAndDistinctArchitecturesByPurposeAndSplit() {
    QueryBudget budget = unlimited();
    budget.accuracies(new int[] {0, 1, 0}, VALIDATION, TRAINING);
    budget.accuracies(new int[] {1, 2}, TEST, SEARCH);
    assertThat(budget.records())
        .usingRecursiveComparison()
        .isEqualTo(
            List.of(
                new QueryRecord(TRAINING, VALIDATION, 3, new int[] {0, 1}),
                new QueryRecord(SEARCH, TEST, 2, new int[] {1, 2})));
    assertThat(budget.spent()).isEqualTo(3);
  }

  @Test
  void refusesOneArchitectureTooMany() {
    QueryBudget budget = new QueryBudget(TABLE, Dataset.CIFAR10, OptionalInt.of(2));
    budget.accuracies(new int[] {0, 1}, VALIDATION, TRAINING);
    assertThatThrownBy(() -> budget.accuracy(2, VALIDATION, SEARCH))
        .isInstanceOf(BudgetExhausted.class)
        .hasMessageContaining("the budget of 2 trained architectures is spent: architecture 2");
    assertThat(budget.spent()).isEqualTo(2);
    assertThat(budget.known(VALIDATION)).containsExactly(0, 1);
  }

  @Test
  void whatIsPaidForIsFreeAfterwardsOnBothSplits() {
    QueryBudget budget = new QueryBudget(TABLE, Dataset.CIFAR10, OptionalInt.of(1));
    budget.accuracy(3, VALIDATION, TRAINING);
    assertThat(budget.accuracy(3, VALIDATION, TIER_VALIDATION)).isEqualTo(4);
    assertThat(budget.accuracy(3, TEST, SEARCH)).isEqualTo(40);
  }

  @Test
  void theReportIsCountedApartAndNotLimited() {
    QueryBudget budget = new QueryBudget(TABLE, Dataset.CIFAR10, OptionalInt.of(0));
    assertThat(budget.wholeSpace(TEST)).containsExactly(10, 20, 30, 40);
    assertThat(budget.spent()).isZero();
    assertThat(budget.known(TEST)).isEmpty();
    assertThat(budget.records())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.purpose()).isEqualTo(REPORT);
              assertThat(entry.lookUps()).isEqualTo(4);
            });
  }

  @Test
  void goesOnFromItsRecords() {
    QueryBudget budget = new QueryBudget(TABLE, Dataset.CIFAR10, OptionalInt.of(2));
    budget.accuracies(new int[] {0, 1, 1}, VALIDATION, TRAINING);
    QueryBudget resumed = new QueryBudget(TABLE, Dataset.CIFAR10, OptionalInt.of(2));
    resumed.accuracies(new int[] {2, 3}, VALIDATION, TRAINING); // counts no more
    resumed.restore(budget.records());
    assertThat(resumed.records()).usingRecursiveComparison().isEqualTo(budget.records());
    assertThatThrownBy(() -> resumed.accuracy(2, TEST, SEARCH)).isInstanceOf(BudgetExhausted.class);
  }

  private static QueryBudget unlimited() {
    return new QueryBudget(TABLE, Dataset.CIFAR10, OptionalInt.empty());
  }
}
