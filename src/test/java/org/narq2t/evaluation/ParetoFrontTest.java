package org.narq2t.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.narq2t.evaluation.ParetoFront.Point;

class ParetoFrontTest {

  private static final ParetoFront FRONT =
      ParetoFront.of(
          new int[] {10, 11, 12, 13, 14, 15},
          new double[] {5, 2, 5, 8, 3, Double.NaN},
          new double[] {90, 80, 85, 90, 70, 99});

  @Test
  void keepsWhatNothingBeatsInBoth() {
    // 12 is as slow as 10 and worse; 13 is as good as 10 and slower; 14 is slower than 11 and worse
    assertThat(FRONT.points()).containsExactly(new Point(11, 2, 80), new Point(10, 5, 90));
  }

  @Test
  void theHypervolumeIsTheDominatedArea() {
    // (10 - 2) * (80 - 50) + (10 - 5) * (90 - 80)
    assertThat(FRONT.hypervolume(10, 50)).isEqualTo(8 * 30 + 5 * 10);
    // nothing of 10 is faster than 5 ms, nothing of 11 better than 80 %
    assertThat(FRONT.hypervolume(5, 50)).isEqualTo(3 * 30);
    assertThat(FRONT.hypervolume(10, 80)).isEqualTo(5 * 10);
    assertThat(FRONT.hypervolume(1, 50)).isZero();
  }

  @Test
  void nothingKnownHasAnEmptyFront() {
    ParetoFront empty = ParetoFront.of(new int[] {1}, new double[] {Double.NaN}, new double[] {90});
    assertThat(empty.points()).isEmpty();
    assertThat(empty.hypervolume(10, 0)).isZero();
  }
}
