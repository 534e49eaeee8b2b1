package org.narq2t.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RandomFrontsTest {

  // up to 10 ms and down to 50 %: 2 * 40, 8 * 10, nothing, nothing known
  private static final RandomFronts FRONTS =
      new RandomFronts(new double[] {8, 2, 5, Double.NaN}, new double[] {90, 60, 40, 99}, 10, 50);

  @Test
  void drawingEverythingGivesTheTrueFrontEachTime() {
    SeedSummary all = FRONTS.after(4, 3);

    assertThat(all.mean()).isEqualTo(8 * 10 + 2 * 30);
    assertThat(all.deviation()).isZero();
    assertThat(all.seeds()).isEqualTo(3);
  }

  @Test
  void oneDrawIsEachArchitectureEquallyOften() {
    assertThat(FRONTS.after(1, 20_000).mean()).isCloseTo((80 + 80) / 4.0, within(1.5));
  }

  @Test
  void drawsWithoutReplacement() {
    // three of four: the only one left out is 0: 80, 1: 80, 2 or 3: 140
    assertThat(FRONTS.after(3, 20_000).mean()).isCloseTo((80 + 80 + 140 + 140) / 4.0, within(1.5));
  }

  @Test
  void isTheSameEachTime() {
    assertThat(FRONTS.after(2, 50)).isEqualTo(FRONTS.after(2, 50));
  }

  @Test
  void needsALatencyForEachAccuracy() {
    assertThatThrownBy(() -> new RandomFronts(new double[2], new double[3], 10, 50))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 latencies but 3 accuracies");
  }
}
