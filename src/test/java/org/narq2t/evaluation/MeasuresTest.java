package org.narq2t.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeasuresTest {

  @Test
  void kendallTauCountsConcordantPairs() {
    // pairs of 1 2 3 4 against 1 3 2 4: five agree, one does not
    assertThat(KendallTau.between(new float[] {1, 2, 3, 4}, new double[] {1, 3, 2, 4}))
        .isCloseTo(4 / 6.0, within(1e-12));
  }

  @Test
  void kendallTauCorrectsForTies() {
    // concordant 2, tied in the scores 1: 2 / sqrt(2 * 3)
    assertThat(KendallTau.between(new float[] {1, 1, 2}, new double[] {1, 2, 3}))
        .isCloseTo(2 / Math.sqrt(6), within(1e-12));
  }

  @Test
  void kendallTauLeavesOutUnknownAccuracies() {
    assertThat(KendallTau.between(new float[] {1, 9, 2}, new double[] {1, Double.NaN, 2}))
        .isEqualTo(1);
    assertThat(KendallTau.between(new float[] {1, 1}, new double[] {1, 2})).isNaN();
    assertThatThrownBy(() -> KendallTau.between(new float[] {1}, new double[] {1}))
        .hasMessageContaining("at least two");
  }

  @Test
  void tierAccuracyIsTheShareOnTheDiagonal() {
    TierConfusion confusion = TierConfusion.of(new int[] {0, 0, 1, 2}, new int[] {0, 1, 1, 0}, 3);
    assertThat(confusion.counts()).isDeepEqualTo(new long[][] {{1, 1, 0}, {0, 1, 0}, {1, 0, 0}});
    assertThat(confusion.accuracy()).isEqualTo(0.5);
  }

  @Test
  void latencyErrorLeavesOutUnknownLatencies() {
    // errors 0.4 of 10 (4 %), 0.8 of 10 (8 %), 3 of 10
    LatencyError error =
        LatencyError.of(new float[] {10.4f, 9.2f, 13, 7}, new double[] {10, 10, 10, Double.NaN});
    assertThat(error.count()).isEqualTo(3);
    assertThat(error.rmseMs()).isCloseTo(Math.sqrt((0.16 + 0.64 + 9) / 3), within(1e-6));
    assertThat(error.within5Percent()).isEqualTo(1 / 3.0);
    assertThat(error.within10Percent()).isEqualTo(2 / 3.0);
  }

  @Test
  void summariesGiveBothDeviations() {
    // mean 3, squares 4 1 0 1 4: sqrt(10 / 5), sqrt(10 / 4)
    SeedSummary summary = SeedSummary.of(1, 2, 3, 4, 5);
    assertThat(summary.mean()).isEqualTo(3);
    assertThat(summary.deviation()).isCloseTo(Math.sqrt(2), within(1e-12));
    assertThat(summary.sampleDeviation()).isCloseTo(Math.sqrt(2.5), within(1e-12));
    assertThat(summary.best()).isEqualTo(5);
    assertThat(SeedSummary.of(7).sampleDeviation()).isNaN();
    assertThatThrownBy(SeedSummary::of).hasMessage("there is no seed to summarise");
  }
}
