package org.narq2t.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.narq2t.SmallRun;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.space.Task;
import org.narq2t.tracking.Runs;

/** What found cells cost, on the embedded surrogate. */
@QuarkusTest
class FoundCellsTest {
  @Inject Runs runs;
  @Inject Benchmarks benchmarks;
  @Inject FoundCells foundCells;

  private static RunConfiguration small(String... overrides) {
    return SmallRun.configuration(
        Stream.concat(
                Stream.of(
                    "training.epochs=1",
                    "training.lambda_latency=7",
                    "model.d_model=16",
                    "model.layers=1",
                    "tiers=0",
                    "search.mode=random"),
                Arrays.stream(overrides))
            .toArray(String[]::new));
  }

  /** The same record under another configuration. */
  private static Experiment.Finished under(RunConfiguration other, Experiment.Finished run) {
    RunResult r = run.result();
    return new Experiment.Finished(
        new RunResult(
            r.format(),
            other,
            r.table(),
            r.known(),
            r.model(),
            r.rounds(),
            r.fits(),
            r.queries(),
            r.reports(),
            r.ranking(),
            r.latencies(),
            r.limited(),
            r.stages(),
            r.bridge()),
        run.predictions());
  }

  @Test
  void violationsAreExactlyTheCandidatesThatWereMeasuredAboveTheLimit() throws IOException {
    Experiment.Finished run = runs.run(small(), event -> {}).finished();
    BenchmarkTable table = benchmarks.table("nasbench201");
    List<Double> measured =
        run.result().candidates().stream()
            .map(Candidate::architecture)
            .distinct()
            .map(a -> table.latencyMs(a, Task.CIFAR10, "gtx1080ti"))
            .sorted()
            .toList();
    double limit = measured.get(measured.size() / 2);

    CellsOnDevice found =
        foundCells.of(under(small("search.limits.max_latency_ms=" + limit), run)).orElseThrow();

    assertThat(found.violations())
        .extracting(FoundCell::measuredMs)
        .containsExactlyInAnyOrderElementsOf(measured.stream().filter(ms -> ms > limit).toList())
        .isNotEmpty();
    assertThat(foundCells.of(run).orElseThrow().violations()).isEmpty();
    assertThat(found.predictor()).isEqualTo(run.result().latencies().get(0).recommended());
    assertThat(found.reported().values())
        .hasSize(2)
        .allSatisfy(
            cell -> {
              assertThat(cell.predictedMs()).isCloseTo(cell.measuredMs(), within(found));
              assertThat(cell.flops()).isPositive();
            });
  }

  private static org.assertj.core.data.Offset<Double> within(CellsOnDevice found) {
    return org.assertj.core.data.Offset.offset(6 * found.errorMs());
  }

  @Test
  void aRunWithoutLatencyAndLimitsHasNothingToSay() throws IOException {
    assertThat(foundCells.of(runs.run(small("training.lambda_latency=0"), event -> {}).finished()))
        .isEmpty();
  }
}
