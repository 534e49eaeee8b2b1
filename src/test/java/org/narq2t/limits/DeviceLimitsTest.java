package org.narq2t.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.narq2t.constraint.LimitSettings;
import org.narq2t.evaluation.LatencyError;
import org.narq2t.evaluation.LatencyQuality;
import org.narq2t.latency.LatencyPrediction.Predictor;
import org.narq2t.space.Members;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench201.NasBench201;

class DeviceLimitsTest {

  private static final NasBench201 SPACE = new NasBench201();

  /** Architecture i is predicted at i milliseconds, with an expected error of 2 ms. */
  private static Predictor byIndex() {
    float[] latencyMs = new float[SPACE.size()];
    for (int i = 0; i < latencyMs.length; i++) {
      latencyMs[i] = i;
    }
    return new Predictor(
        "by-index", new LatencyQuality(new LatencyError(100, 2, 0.5, 0.7), 0.8, 0.9), latencyMs);
  }

  private static DeviceLimits limits(double latencyMs, long flops, long parameters, double margin) {
    return limits(new LimitSettings("gtx1080ti", latencyMs, 0, flops, parameters, margin, false));
  }

  private static DeviceLimits limits(LimitSettings limits) {
    return new DeviceLimits(limits, SPACE, Members.all(SPACE.size()), Task.CIFAR10);
  }

  @Test
  void theMarginIsTakenOffTheLimit() {
    // 10 ms less 1.5 times 2 ms: 0 to 7
    Members feasible = limits(10, 0, 0, 1.5).predicted(byIndex());

    assertThat(limits(10, 0, 0, 1.5).margin(byIndex())).isEqualTo(3);
    assertThat(feasible.size()).isEqualTo(8);
    assertThat(feasible.contains(7)).isTrue();
    assertThat(feasible.contains(8)).isFalse();
  }

  /** Index 0 has 16,315,008 FLOPs and 129,306 parameters, index 1 has 114,905,728 and 802,426. */
  @Test
  void costsAreLimitedFromStructureAlone() {
    Members feasible = limits(3, 20_000_000, 0, 0).predicted(byIndex());
    assertThat(feasible.contains(0)).isTrue();
    assertThat(feasible.contains(1)).isFalse();
    Members small = limits(0, 0, 129_306, 1).byCosts();
    assertThat(small.contains(0)).isTrue();
    assertThat(small.contains(1)).isFalse();
    assertThat(limits(0, 0, 129_305, 1).byCosts().contains(0)).isFalse();
  }

  @Test
  void inTruthOnlyTheMeasuredLatencyCounts() {
    DeviceLimits limits = limits(10, 20_000_000, 0, 1);
    assertThat(limits.keeps(0, 10, Double.NaN)).isTrue();
    assertThat(limits.keeps(0, 10.01, Double.NaN)).isFalse();
    assertThat(limits.keeps(0, Double.NaN, Double.NaN)).isFalse();
    assertThat(limits.keeps(1, 5, Double.NaN)).isFalse();
  }

  @Test
  void energyIsALimitOfItsOwn() {
    DeviceLimits limits = limits(new LimitSettings("edgegpu", 0, 25, 0, 0, 1, false));
    assertThat(limits.keeps(0, Double.NaN, 25)).isTrue();
    assertThat(limits.keeps(0, Double.NaN, 25.01)).isFalse();
    assertThat(limits.keeps(0, 1, Double.NaN)).as("never measured").isFalse();
  }

  @Test
  void limitsThatNothingKeepsAreExplained() {
    assertThatThrownBy(() -> limits(1, 0, 0, 1).predicted(byIndex()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the fastest is predicted at 0.000 ms")
        .hasMessageContaining("by 'by-index', root mean squared error 2.000 ms")
        .hasMessageContaining("Raise the limit, or lower the margin");
    assertThatThrownBy(() -> limits(0, 1_000, 0, 1).byCosts())
        .hasMessageContaining("each has at least 7,877,248 FLOPs");
  }
}
