package org.narq2t.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeanCurveTest {
  private static List<double[]> curve(double... values) {
    return java.util.stream.IntStream.range(0, values.length / 2)
        .mapToObj(i -> new double[] {values[2 * i], values[2 * i + 1]})
        .toList();
  }

  @Test
  void anEpochHasTheMeanOfTheRunsThatGotSoFar() {
    assertThat(MeanCurve.ofPoints(List.of(curve(1, 4, 2, 2), curve(1, 2, 2, 1, 3, 0.5))))
        .containsExactly(
            new double[] {1, 3, 2, 4},
            new double[] {2, 1.5, 1, 2},
            new double[] {3, 0.5, 0.5, 0.5});
  }

  @Test
  void whatWasFoundHoldsUntilTheNextFromWhereAllHaveBegun() {
    assertThat(MeanCurve.ofSteps(List.of(curve(1, 90, 5, 94), curve(3, 92, 4, 93))))
        .containsExactly(
            new double[] {3, 91, 90, 92},
            new double[] {4, 91.5, 90, 93},
            new double[] {5, 93.5, 93, 94});
  }

  @Test
  void oneRunIsItsOwnMean() {
    assertThat(MeanCurve.ofSteps(List.of(curve(1, 90, 5, 94))))
        .containsExactly(new double[] {1, 90, 90, 90}, new double[] {5, 94, 94, 94});
  }
}
