package org.narq2t.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DivergenceTest {

  @Test
  void asReleasedIsTorchsKlDivOfSoftmaxedCounts() {
    // log Z_top = ln(e^3 + e + 1) = 3.16985, log Z_low = ln(e + e^2 + e) = 2.55145,
    // p = .84379 .11420 .04201, log p - log q = 1.38160 -1.61840 -1.61840: sum .91298, / 3
    assertThat(Divergence.SOFTMAX_COUNTS_MEAN.between(new long[] {3, 1, 0}, new long[] {1, 2, 1}))
        .isCloseTo(0.3043276326065946, within(1e-14));
  }

  @Test
  void asReleasedDependsOnTheCountsAndNotOnlyOnTheirShares() {
    double small = Divergence.SOFTMAX_COUNTS_MEAN.between(new long[] {2, 1}, new long[] {1, 2});
    double large =
        Divergence.SOFTMAX_COUNTS_MEAN.between(new long[] {200, 100}, new long[] {100, 200});
    // p = 1/(1+e^-1): (p - (1-p)) * 1 / 2 = 0.23106; at 100 fold p = 1: 1 * 100 / 2
    assertThat(small).isCloseTo(0.23106, within(1e-5));
    assertThat(large).isCloseTo(50, within(1e-9));
  }

  @Test
  void asPrintedIsTheDivergenceOfFrequencies() {
    // p = 1/2 1/2 0, q = 1/4 1/2 1/4: 1/2 ln 2
    assertThat(Divergence.PROBABILITIES.between(new long[] {2, 2, 0}, new long[] {1, 2, 1}))
        .isCloseTo(0.5 * Math.log(2), within(1e-15));
    assertThat(Divergence.PROBABILITIES.between(new long[] {20, 20, 0}, new long[] {1, 2, 1}))
        .isCloseTo(0.5 * Math.log(2), within(1e-15));
  }

  @Test
  void asPrintedIsInfiniteWhereOnlyTheLowTierLacksAValue() {
    assertThat(Divergence.PROBABILITIES.between(new long[] {1, 1}, new long[] {2, 0}))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Divergence.PROBABILITIES.between(new long[] {1, 1}, new long[] {0, 0}))
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void equalDistributionsDoNotDiverge() {
    long[] counts = {4, 0, 9};
    for (Divergence divergence : Divergence.values()) {
      assertThat(divergence.between(counts, counts.clone())).isZero();
    }
    assertThat(Divergence.PROBABILITIES.between(new long[2], new long[2])).isZero();
  }

  @Test
  void countsOfDifferentLengthsAreAnError() {
    assertThatThrownBy(() -> Divergence.PROBABILITIES.between(new long[2], new long[3]))
        .hasMessage("2 counts against 3");
  }
}
