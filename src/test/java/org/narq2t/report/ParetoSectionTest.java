package org.narq2t.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.narq2t.evaluation.ParetoFront.Point;
import org.narq2t.run.Experiment.Finished;
import org.narq2t.space.TorchPermutation;

class ParetoSectionTest {

  private static final String DEVICE = "training.latency_device=pixel3";

  private static Finished limited(int found, String limit) {
    return Examples.latencyRun("real", 1, found, DEVICE, "search.limits.max_latency_ms=" + limit);
  }

  private static ParetoSection section(Finished... runs) {
    return ParetoSection.of(Examples.study(Examples.whole("real"), List.of(runs))).get(0);
  }

  @Test
  void theTrueFrontIsThatOfTheTable() {
    // latency is 1 ms more than the last digit, accuracy rises with the index
    ParetoSection section = section(limited(15_621, "2"));

    assertThat(section.fronts().truth().points())
        .extracting(Point::architecture)
        .containsExactly(15_620, 15_621, 15_622, 15_623, 15_624);
    // up to 10 ms and down to the median, 50 %: 9 ms of the first, then a step of the index each
    double step = 80.0 / 15_624;
    assertThat(section.fronts().trueVolume())
        .isCloseTo(9 * (40 - 4 * step) + (8 + 7 + 6 + 5) * step, within(1e-9));
  }

  @Test
  void theFoundFrontIsThatOfAllThatTheRunsLookedUp() {
    ParetoSection section = section(limited(15_621, "2"), limited(15_624, "6"));

    int[] before = Arrays.copyOf(TorchPermutation.of(Examples.SIZE, 1), 30);
    int fastest = IntStream.of(before).filter(a -> a % 10 == 0).max().orElse(0);
    ParetoFronts.SeedFront seed = section.fronts().seeds().get(0);
    assertThat(seed.front().points())
        .extracting(Point::architecture)
        .containsExactly(fastest, 15_621, 15_624);
    assertThat(seed.all().lookUps()).isEqualTo(33);
    assertThat(seed.candidates().lookUps()).isEqualTo(3);
    // 0 is as inaccurate as it gets; 8 ms of one, 5 ms of the other
    double step = 80.0 / 15_624;
    assertThat(seed.candidates().found())
        .isCloseTo(8 * (40 - 3 * step) + 5 * 3 * step, within(1e-9));
    assertThat(seed.all().random().seeds()).isEqualTo(200);
    assertThat(seed.all().random().mean()).isBetween(200.0, 360.0);
  }

  @Test
  void tellsUnderWhichLimitsAPointWasFoundAndHowFarItIsBelowTheTrueFront() {
    ReportTable table = section(limited(15_621, "2"), limited(14_004, "6")).table();

    assertThat(table.lines().columns().get(5).name()).isEqualTo("Found under");
    assertThat(table.lines().lines())
        .filteredOn(line -> line.method().equals(Examples.SPACE.describe(15_621)))
        .extracting(
            line ->
                line.kind() + " " + line.cells().get(4).text() + " " + line.cells().get(5).text())
        .containsExactly("study 0.00 ≤ 2 ms on pixel3", "optimum 0.00 true front");
    assertThat(table.toText())
        .contains("CIFAR-10, pixel3, seed 1: the front of all 33 look-ups has a hypervolume of")
        .contains("test accuracy is only shown")
        .doesNotContain("NaN");
    assertThat(table.note()).contains("(10.000 ms)", "of the table (50.00 %)");
  }

  @Test
  void runsWithoutLimitsOnTheDeviceCountToo() {
    ParetoSection section =
        section(
            limited(15_621, "2"),
            Examples.latencyRun("real", 1, 15_624, DEVICE, "training.lambda_latency=7"));

    assertThat(section.fronts().seeds().get(0).candidates().lookUps()).isEqualTo(3);
    assertThat(section.chart().limits()).containsExactly(2);
    assertThat(section.chart().slowest()).isEqualTo(10);
    assertThat(section.chart().truth()[0]).hasSize(3);
    assertThat(section.chart().known()).hasNumberOfRows(3_000);
  }

  @Test
  void thereIsNoneWithoutALimitOfLatency() {
    ReportedRuns study =
        Examples.study(
            Examples.whole("real"),
            List.of(Examples.latencyRun("real", 1, 5, "training.lambda_latency=7")));

    assertThat(ParetoSection.of(study)).isEmpty();
  }
}
