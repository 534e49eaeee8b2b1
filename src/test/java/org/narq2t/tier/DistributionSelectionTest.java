package org.narq2t.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.narq2t.space.RandomStreams;
import org.narq2t.tier.SamplingDistribution.Uniform;
import org.narq2t.tier.SamplingDistribution.Weighted;

class DistributionSelectionTest {

  private static final long[] VALUES = {10, 20};

  @Test
  void aTopTierUnlikeAllLowOnesGivesItsDistribution() {
    // KL to tier 4 and 5: 3/4 ln(3/4 / 1/4) + 1/4 ln(1/4 / 3/4) = 1/2 ln 3 = 0.549
    SamplingDistribution selection =
        selection(0.5).select(counts(new long[] {3, 1}, new long[] {1, 3}));
    assertThat(selection).isInstanceOf(Weighted.class);
    assertThat(((Weighted) selection).weights()).containsExactly(0.75, 0.25);
    assertThat(selection.values()).isEqualTo(VALUES);
    assertThat(selection.explanation().divergences()).hasSize(2);
    assertThat(selection.explanation().divergences()[0])
        .isCloseTo(0.5 * Math.log(3), within(1e-12));
    assertThat(selection.explanation().reason()).isEqualTo("all divergences reach 0.5");
  }

  @Test
  void aDivergenceBelowTheThresholdLeavesTheInterval() {
    SamplingDistribution selection =
        selection(0.6).select(counts(new long[] {3, 1}, new long[] {1, 3}));
    assertThat(selection).isInstanceOf(Uniform.class);
    assertThat(selection.values()).isEqualTo(VALUES);
    assertThat(selection.explanation().reason())
        .isEqualTo("the divergence 0.5493 from tier 4 is below 0.6");
  }

  @Test
  void theLastTierIsComparedToo() {
    TierCounts counts = counts(new long[] {3, 1}, new long[] {1, 3});
    counts.counts()[4] = new long[] {3, 1};
    SamplingDistribution selection = selection(0.5).select(counts);
    assertThat(selection).isInstanceOf(Uniform.class);
    assertThat(selection.explanation().reason()).contains("tier 5");
  }

  @Test
  void tiersAboveBetaAreNotCompared() {
    TierCounts counts = counts(new long[] {3, 1}, new long[] {1, 3});
    counts.counts()[2] = new long[] {3, 1};
    assertThat(selection(0.5).select(counts)).isInstanceOf(Weighted.class);
  }

  @Test
  void aSparseTopTierLeavesTheInterval() {
    // 1 of 1 + 4 * 4 = 17 counts, less than 0.1 of them
    SamplingDistribution selection =
        selection(0.1).select(counts(new long[] {1, 0}, new long[] {1, 3}));
    assertThat(selection).isInstanceOf(Uniform.class);
    assertThat(selection.explanation().topCount()).isEqualTo(1);
    assertThat(selection.explanation().groupSize()).isEqualTo(17);
    assertThat(selection.explanation().reason())
        .isEqualTo("tier 1 has 1 of 17 counts, less than the share 0.1");
  }

  @Test
  void withoutTheTierBetaThereIsOnlyTheInterval() {
    TierCounts counts = new TierCounts(VALUES, new long[][] {{3, 1}, {1, 3}});
    SamplingDistribution selection = selection(0.1).select(counts);
    assertThat(selection).isInstanceOf(Uniform.class);
    assertThat(selection.explanation().reason()).isEqualTo("there is no tier 4 to compare with");
  }

  @Test
  void anIntervalIsDrawnUniformlyAndADistributionByItsWeights() {
    TierCounts counts = counts(new long[] {3, 1}, new long[] {1, 3});
    assertThat(shareOfTen(selection(0.6).select(counts))).isCloseTo(0.5, within(0.02));
    assertThat(shareOfTen(selection(0.5).select(counts))).isCloseTo(0.75, within(0.02));
  }

  @Test
  void aValueWithoutWeightIsNeverDrawn() {
    SamplingDistribution selection =
        selection(0.5).select(counts(new long[] {0, 4}, new long[] {3, 1}));
    assertThat(selection).isInstanceOf(Weighted.class);
    assertThat(shareOfTen(selection)).isZero();
  }

  @Test
  void comparisonsBeginBelowTheTopTier() {
    assertThatThrownBy(() -> new DistributionSelection(0.1, 1, 2, Divergence.PROBABILITIES))
        .hasMessage("the tier index is at least 2, not 1");
  }

  private static double shareOfTen(SamplingDistribution selection) {
    var random = new RandomStreams(1).stream(RandomStreams.Name.SAMPLING, 0);
    int tens = 0;
    for (int i = 0; i < 10_000; i++) {
      tens += selection.draw(random) == 10 ? 1 : 0;
    }
    return tens / 10_000.0;
  }

  private static DistributionSelection selection(double threshold) {
    return new DistributionSelection(0.1, 4, threshold, Divergence.PROBABILITIES);
  }

  /** Five tiers, all but the top one alike. */
  private static TierCounts counts(long[] top, long[] others) {
    return new TierCounts(VALUES, new long[][] {top, others, others, others, others});
  }
}
