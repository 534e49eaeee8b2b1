package org.narq2t.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatencyQualityTest {

  /** Errors 1, 0 and -1 ms; the unknown latency is left out of every figure. */
  @Test
  void isComputedOverWhatIsKnown() {
    LatencyQuality quality =
        LatencyQuality.of(new float[] {11, 20, 29, 77}, new double[] {10, 20, 30, Double.NaN});

    assertThat(quality.error().count()).isEqualTo(3);
    assertThat(quality.error().rmseMs()).isCloseTo(Math.sqrt(2.0 / 3), within(1e-12));
    assertThat(quality.error().within5Percent()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(quality.error().within10Percent()).isEqualTo(1);
    assertThat(quality.tau()).isEqualTo(1);
    assertThat(quality.spearman()).isCloseTo(1, within(1e-12));
  }

  /** Ranks 2 1 3 against 1 2 3: rho = 1 - 6 * 2 / (3 * 8) = 0.5, tau = (2 - 1) / 3. */
  @Test
  void ordersAreComparedByHandWorkedRanks() {
    LatencyQuality quality = LatencyQuality.of(new float[] {5, 4, 9}, new double[] {1, 2, 3});

    assertThat(quality.spearman()).isCloseTo(0.5, within(1e-12));
    assertThat(quality.tau()).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void oneKnownLatencyHasNoOrder() {
    LatencyQuality quality = LatencyQuality.of(new float[] {5, 4}, new double[] {6, Double.NaN});

    assertThat(quality.error().rmseMs()).isEqualTo(1);
    assertThat(quality.tau()).isNaN();
    assertThat(quality.spearman()).isNaN();
  }
}
