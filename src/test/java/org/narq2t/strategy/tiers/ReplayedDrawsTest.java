package org.narq2t.strategy.tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.narq2t.space.RandomStreams;

class ReplayedDrawsTest {

  @Test
  void givesTheSameNumbersInTheSameOrder() {
    ReplayedDraws draws = new ReplayedDraws(new double[][] {{5, 3}, {0, 0.25}, {7, 6}});
    assertThat(draws.nextInt(5)).isEqualTo(3);
    assertThat(draws.nextDouble()).isEqualTo(0.25);
    assertThat(draws.left()).isEqualTo(1);
    assertThat(draws.nextInt(7)).isEqualTo(6);
    assertThat(draws.left()).isZero();
  }

  @Test
  void shufflesAsItsDrawsSay() {
    int[] values = {10, 20, 30};
    RandomStreams.shuffle(values, new ReplayedDraws(new double[][] {{3, 0}, {2, 1}}));
    assertThat(values).containsExactly(30, 20, 10);
  }

  @Test
  void refusesWhoAsksForSomethingElse() {
    double[][] one = {{5, 3}};
    assertThatThrownBy(() -> new ReplayedDraws(one).nextInt(6))
        .hasMessage("draw 1 is of 6 values, recorded was 5 values");
    assertThatThrownBy(() -> new ReplayedDraws(one).nextDouble())
        .hasMessage("draw 1 is of a double, recorded was 5 values");
    assertThatThrownBy(() -> new ReplayedDraws(new double[0][]).nextInt(2))
        .hasMessage("draw 1 was not recorded");
  }
}
