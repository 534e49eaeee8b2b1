package org.narq2t.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.narq2t.ledger.Split;
import org.narq2t.space.OfficialResults;

class OutcomeTest {

  @Test
  void theArchitectureWithTheHighestDecidingAccuracyIsChosen() {
    assertThat(Protocol.VALIDATION.choose(new int[] {7, 3, 9}, new double[] {80, 90, 85}))
        .isEqualTo(3);
  }

  @Test
  void ofEqualOnesTheFirstAndUnknownOnesNever() {
    assertThat(
            Protocol.ORACLE_TEST.choose(
                new int[] {7, 3, 9, 4}, new double[] {Double.NaN, 90, 90, 80}))
        .isEqualTo(3);
  }

  @Test
  void nothingLookedUpIsAnError() {
    assertThatThrownBy(() -> Protocol.ORACLE_TEST.choose(new int[0], new double[0]))
        .hasMessageContaining("oracle-test has nothing to choose from");
  }

  @Test
  void protocolsNameTheAccuracyThatDecides() {
    assertThat(Protocol.ORACLE_TEST.selectsBy()).isEqualTo(Split.TEST);
    assertThat(Protocol.VALIDATION.key()).isEqualTo("validation");
  }

  @Test
  void theRankIsOneMoreThanTheNumberOfBetterOnes() {
    double[] space = {50, 70, 60, 70, Double.NaN};
    assertThat(Rank.of(70, space)).isEqualTo(new Rank(1, 4));
    assertThat(Rank.of(60, space)).isEqualTo(new Rank(3, 4));
    assertThat(Rank.of(60, space).percent()).isEqualTo(75);
  }

  @Test
  void anOutcomeTellsItsGapToTheOptimum() {
    Outcome outcome =
        Outcome.of(
            Protocol.VALIDATION, 0, new double[] {91, 90}, new double[] {93.5, 94.25}, Split.TEST);
    assertThat(outcome.validation()).isEqualTo(91);
    assertThat(outcome.test()).isEqualTo(93.5);
    assertThat(outcome.rank()).isEqualTo(new Rank(2, 2));
    assertThat(outcome.gap()).isEqualTo(0.75);
  }

  /** Where not all test accuracies are known, rank and gap are those of the validation accuracy. */
  @Test
  void theReportedAccuracyDecidesOnRankAndGap() {
    Outcome outcome =
        Outcome.of(
            Protocol.VALIDATION,
            0,
            new double[] {90, 91, 89},
            new double[] {94, Double.NaN, Double.NaN},
            Split.VALIDATION);
    assertThat(outcome.rank()).isEqualTo(new Rank(2, 3));
    assertThat(outcome.gap()).isEqualTo(1);
  }

  @Test
  void theBestOfTheOfficialResultsHasNoGap() {
    OfficialResults results = OfficialResults.read();
    double[] test = results.numbers("cifar10_test");
    Outcome outcome =
        Outcome.of(Protocol.ORACLE_TEST, 6111, results.numbers("cifar10_val"), test, Split.TEST);
    assertThat(outcome.test()).isCloseTo(94.3733, within(1e-4));
    assertThat(outcome.rank()).isEqualTo(new Rank(1, 15_625));
    assertThat(outcome.gap()).isZero();
  }
}
