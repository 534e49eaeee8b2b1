package org.narq2t.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.narq2t.PaperSettings.tiers;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.narq2t.SmallRun;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.RunConfiguration;
import org.narq2t.space.Task;
import org.narq2t.tracking.RunLabel;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;

/** The runs behind a search for a device, on the embedded surrogate. */
@QuarkusTest
class DeviceSearchTest {
  @Inject DeviceSearch search;
  @Inject DeviceRuns runs;
  @Inject Benchmarks benchmarks;
  @Inject RunStore store;

  private static DeviceSearch.Request request(String... overrides) {
    return new DeviceSearch.Request(
        Task.CIFAR10, "gtx1080ti", List.of(overrides), Optional.empty());
  }

  private static double limit(RunConfiguration run) {
    return run.limits().maxLatencyMs();
  }

  @Test
  void oneRunLearnsTheLatencyOfTheDevice() throws IOException {
    RunConfiguration run = search.one(request("search.limits.max_latency_ms=9.5"));

    assertThat(run.predictor().latencyWeight()).isZero();
    assertThat(run.limits().device()).isEqualTo("gtx1080ti");
    assertThat(limit(run)).isEqualTo(9.5);
    assertThat(tiers(run).iterations()).isEqualTo(50);
    assertThat(search.one(request("training.lambda_latency=3")).predictor().latencyWeight())
        .isEqualTo(3);
  }

  @Test
  void aFrontHasAnUnlimitedRunAndOneAtEachQuantileOfTheTrainingSet() throws IOException {
    List<RunConfiguration> plan = search.front(request());

    assertThat(plan).hasSize(6);
    assertThat(limit(plan.get(0))).isZero();
    assertThat(plan)
        .allSatisfy(run -> assertThat(tiers(run).iterations()).isEqualTo(8))
        .allSatisfy(run -> assertThat(run.otherTraining(plan.get(0))).isEmpty());
    List<Double> limits = plan.stream().skip(1).map(DeviceSearchTest::limit).toList();
    assertThat(limits).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    BenchmarkTable table = benchmarks.table("nasbench201");
    long faster =
        java.util.stream.IntStream.range(0, table.size())
            .filter(a -> table.latencyMs(a, Task.CIFAR10, "gtx1080ti") <= limits.get(2))
            .count();
    assertThat(faster).isBetween(15_625L * 45 / 100, 15_625L * 55 / 100);
  }

  @Test
  void aFrontWithALimitStaysBelowIt() throws IOException {
    double median = limit(search.front(request()).get(3));

    List<RunConfiguration> plan = search.front(request("search.limits.max_latency_ms=" + median));

    assertThat(plan).hasSize(3);
    assertThat(limit(plan.get(0))).isEqualTo(median);
    assertThat(plan).allSatisfy(run -> assertThat(tiers(run).iterations()).isEqualTo(16));
  }

  @Test
  void anUnknownDeviceIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(
            () ->
                search.one(
                    new DeviceSearch.Request(Task.CIFAR10, "pixel3", List.of(), Optional.empty())))
        .hasMessageContaining("it has: gtx1080ti");
  }

  @Test
  void theFirstRunTrainsForAllAndALimitThatNothingKeepsIsSkippedAndTold() throws IOException {
    List<RunConfiguration> plan =
        List.of("0", "14", "0.5").stream().map(DeviceSearchTest::small).toList();
    List<Runs.Recorded> finished = new ArrayList<>();
    List<String> impossible = new ArrayList<>();

    runs.run(
        plan,
        Optional.empty(),
        new RunLabel("limits", "a-tag", ""),
        run -> event -> {},
        finished::add,
        (run, why) -> impossible.add(limit(run) + ": " + why));

    assertThat(finished)
        .extracting(run -> run.finished().result().model().trainedBy())
        .containsExactly("", finished.get(0).folder().getFileName().toString());
    assertThat(impossible)
        .singleElement()
        .asString()
        .startsWith("0.5: No network that the table knows keeps the limits");
    assertThat(store.get(finished.get(1).number()).label().tags()).containsExactly("a-tag");
    assertThatThrownBy(
            () ->
                runs.run(
                    List.of(small("0.5")),
                    Optional.empty(),
                    RunLabel.NONE,
                    r -> e -> {},
                    r -> {},
                    (r, w) -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RunConfiguration small(String limit) {
    return SmallRun.configuration(
        "training.epochs=1",
        "training.lambda_latency=7",
        "model.d_model=16",
        "model.layers=1",
        "search.iterations=2",
        "search.limits.max_latency_ms=" + limit);
  }
}
