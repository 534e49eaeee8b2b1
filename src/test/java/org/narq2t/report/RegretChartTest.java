package org.narq2t.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegretChartTest {

  /**
   * Two searches of 32 queries; one finds the best at the last, where the median of both is half
   * the regret of the other.
   */
  @Test
  void aLineIsTheMedianOverSeedsBesideRandomSearch() {
    RegretChart chart = RegretChart.of(Examples.study("real", Examples.SIZE - 1, 0)).get(0);

    assertThat(chart.name()).isEqualTo("CIFAR-10");
    assertThat(chart.lines())
        .extracting(RegretChart.Line::name)
        .containsExactly("NARQ2T (2 seeds)", "random search");
    List<double[]> points = chart.lines().get(0).points();
    double[] last = points.get(points.size() - 1);
    assertThat(last[0]).isEqualTo(32);
    assertThat(last[2]).isCloseTo(last[1] * 0.2, within(1e-3));
    assertThat(last[3]).isCloseTo(last[1] * 1.8, within(1e-3));
    assertThat(points.get(0)[0]).isEqualTo(1);
  }

  @Test
  void underLimitsThereIsNone() {
    assertThat(
            RegretChart.of(
                Examples.study(
                    Examples.whole("real"),
                    List.of(
                        Examples.latencyRun("real", 1, 15_621, "search.limits.max_latency_ms=2")))))
        .isEmpty();
  }
}
