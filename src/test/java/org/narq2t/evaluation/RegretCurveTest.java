package org.narq2t.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegretCurveTest {

  @Test
  void fallsFromQueryToQueryAndStaysWhereASearchEnded() {
    assertThat(RegretCurve.of(new double[] {90, 89, 93}, 94, 5)).containsExactly(4, 4, 1, 1, 1);
  }

  /** The 10th percentile of five values lies 0.4 of the way from the first to the second. */
  @Test
  void percentilesAreLinearBetweenSeeds() {
    RegretCurve curve =
        RegretCurve.over(
            List.of(
                new double[] {5, 1},
                new double[] {1, 1},
                new double[] {2, 1},
                new double[] {3, 1},
                new double[] {4, 1}));

    assertThat(curve.low()[0]).isCloseTo(1.4, within(1e-12));
    assertThat(curve.median()).containsExactly(3, 1);
    assertThat(curve.high()[0]).isCloseTo(4.6, within(1e-12));
    assertThat(curve.low()[1]).isEqualTo(1);
  }

  /**
   * Of 94, 93, 91, 90 the best of two drawn is 94 with probability 1/2, at least 93 with 5/6; of
   * three it is 94 with 3/4 and at least 93 always.
   */
  @Test
  void ofRandomSearchTheSpreadIsExact() {
    RegretCurve curve = RegretCurve.ofRandomSearch(new double[] {90, 94, 91, 93}, 4);

    assertThat(curve.low()).containsExactly(0, 0, 0, 0);
    assertThat(curve.median()).containsExactly(1, 0, 0, 0);
    assertThat(curve.high()).containsExactly(4, 3, 1, 0);
  }
}
