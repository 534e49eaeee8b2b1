package org.narq2t.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.narq2t.SmallRun;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.latency.LatencyResult;
import org.narq2t.latency.LatencyResult.LatencyPredictor;
import org.narq2t.limits.LimitsEffect;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Candidate;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunResult;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench201.NasBench201;

/** Runs that learn latency or keep limits, on the embedded surrogate's official latencies. */
@QuarkusTest
class LatencyRunTest {

  private static final String OFFICIAL = "gtx1080ti";

  @Inject Runs runs;
  @Inject RunStore store;
  @Inject Benchmarks benchmarks;

  private static RunConfiguration smoke(String... overrides) {
    return SmallRun.configuration(
        Stream.concat(
                Stream.of("search.require_top=false", "training.lambda_latency=7"),
                Stream.of(overrides))
            .toArray(String[]::new));
  }

  private double latencyMs(int architecture) throws IOException {
    Benchmark benchmark = benchmarks.open(NasBench201.NAME, Task.CIFAR10);
    return benchmark.table().latencyMs(architecture, Task.CIFAR10, OFFICIAL);
  }

  @Test
  void everyPredictorIsJudgedOnWhatItDidNotLearnFrom() throws IOException {
    RunResult result = runs.run(smoke(), e -> {}).finished().result();

    assertThat(result.latencies()).hasSize(1);
    LatencyResult latency = result.latencies().get(0);
    assertThat(latency.device()).isEqualTo(OFFICIAL);
    assertThat(latency.predictors().stream().map(LatencyPredictor::name))
        .containsExactly("flops", "operator-counts", "additive-ridge", "boosted-trees", "narq2t");
    assertThat(latency.predictors())
        .allSatisfy(
            predictor -> {
              // 250 to train and 100 to validate on are left out
              assertThat(predictor.heldOut().error().count()).isLessThanOrEqualTo(15_275);
              assertThat(predictor.heldOut().error().rmseMs()).isPositive();
            });
    LatencyPredictor recommended =
        latency.predictors().stream()
            .filter(p -> p.name().equals(latency.recommended()))
            .findFirst()
            .orElseThrow();
    assertThat(latency.predictors())
        .allSatisfy(
            p ->
                assertThat(p.expected().error().rmseMs())
                    .isGreaterThanOrEqualTo(recommended.expected().error().rmseMs()));
    // two epochs of a tiny network know less of latency than counting operators
    assertThat(latency.recommended()).isNotEqualTo("narq2t");
    assertThat(result.limited()).isEmpty();
  }

  @Test
  void aSearchUnderALimitLooksUpOnlyWhatIsPredictedToKeepIt() throws IOException {
    RunResult result =
        runs.run(smoke("search.limits.max_latency_ms=12"), e -> {}).finished().result();

    LimitsEffect limited = result.limited().get(0);
    assertThat(limited.predictor()).isEqualTo(result.latencies().get(0).recommended());
    assertThat(limited.marginMs()).isPositive();
    assertThat(limited.predicted()).isBetween(1, 15_624);
    assertThat(limited.candidates()).isPositive();
    int broken = 0;
    for (int architecture :
        result.candidates().stream().mapToInt(Candidate::architecture).distinct().toArray()) {
      broken += latencyMs(architecture) > 12 ? 1 : 0;
    }
    assertThat(limited.violations()).isEqualTo(broken);
    assertThat(result.reports()).isNotEmpty();
    for (RunResult.Report report : result.reports()) {
      assertThat(latencyMs(report.outcome().architecture())).isLessThanOrEqualTo(12);
      assertThat(report.outcome().rank().size()).isEqualTo(limited.measured());
    }
  }

  @Test
  void latencyCanBeLimitedWithoutBeingLearnt() throws IOException {
    RunResult result =
        runs.run(smoke("training.lambda_latency=0", "search.limits.max_latency_ms=15"), e -> {})
            .finished()
            .result();

    assertThat(result.latencies().get(0).predictors().stream().map(LatencyPredictor::name))
        .doesNotContain("narq2t");
    assertThat(result.limited().get(0).candidates()).isPositive();
  }

  @Test
  void flopsAloneCanBeLimited() throws IOException {
    RunResult result =
        runs.run(smoke("training.lambda_latency=0", "search.limits.max_flops=50000000"), e -> {})
            .finished()
            .result();
    long[] flops = new NasBench201().totalFlops(Task.CIFAR10);

    assertThat(result.limited().get(0).violations()).isZero();
    assertThat(result.latencies()).isEmpty();
    assertThat(result.candidates())
        .allSatisfy(c -> assertThat(flops[c.architecture()]).isLessThanOrEqualTo(50_000_000));
    assertThat(result.limited().get(0).measured())
        .isEqualTo((int) Arrays.stream(flops).filter(f -> f <= 50_000_000).count());
  }

  @Test
  void aLimitThatNothingIsPredictedToKeepEndsTheRunBeforeItTrains() {
    List<RunEvent> events = new ArrayList<>();

    assertThatThrownBy(() -> runs.run(smoke("search.limits.max_latency_ms=8.22"), events::add))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("No architecture keeps the limits")
        .hasMessageContaining("Raise the limit");
    assertThat(events).noneMatch(RunEvent.BatchTrained.class::isInstance);
    assertThat(store.list().get(0).state()).isEqualTo(RunState.FAILED);
  }

  @Test
  void anUnknownDeviceIsAnErrorThatListsTheKnownOnes() {
    assertThatThrownBy(() -> runs.run(smoke("training.latency_device=toaster"), e -> {}))
        .hasMessageContaining("no latencies of 'toaster' on cifar10")
        .hasMessageContaining(OFFICIAL);
  }
}
