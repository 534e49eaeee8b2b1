package org.narq2t.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TiersTest {

  @Test
  void theBestAreInTierZeroAndTheLastTierTakesTheRemainder() {
    double[] accuracies = {10, 70, 30, 50, 20, 60, 40};
    assertThat(Tiers.divide(accuracies, 3)).containsExactly(2, 0, 2, 1, 2, 0, 1);
  }

  @Test
  void equalAccuraciesKeepTheirOrder() {
    assertThat(Tiers.divide(new double[] {5, 9, 5, 5}, 2)).containsExactly(0, 0, 1, 1);
  }

  @Test
  void withoutTiersAllAreInTierZero() {
    assertThat(Tiers.divide(new double[] {1, 2, 3}, 0)).containsExactly(0, 0, 0);
  }

  @Test
  void oneTierIsNotADivision() {
    assertThatThrownBy(() -> Tiers.divide(new double[] {1, 2}, 1))
        .hasMessage("the number of tiers is 0 or at least 2, not 1");
  }

  @Test
  void thereAreAtLeastAsManyArchitecturesAsTiers() {
    assertThatThrownBy(() -> Tiers.divide(new double[] {1, 2}, 3))
        .hasMessage("2 architectures cannot fill 3 tiers");
  }

  @Test
  void anUnknownAccuracyIsAnError() {
    assertThatThrownBy(() -> Tiers.divide(new double[] {1, Double.NaN}, 2))
        .hasMessage("the accuracy at position 1 is unknown");
  }
}
