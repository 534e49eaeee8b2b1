package org.narq2t.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.SmallRun;
import org.narq2t.evaluation.Protocol;
import org.narq2t.files.Safetensors;
import org.narq2t.run.Candidate;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.Experiment;
import org.narq2t.run.Json;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunEvent.BatchTrained;
import org.narq2t.run.RunEvent.EpochFinished;
import org.narq2t.run.RunEvent.IterationFinished;
import org.narq2t.run.RunResult;

/** Whole runs, Java to torch and back, on the embedded surrogate. */
@QuarkusTest
public class SmallRunTest {
  @Inject Runs runs;
  @Inject RunStore store;
  @Inject RunMetrics metrics;
  @Inject RunParameters parameters;

  @Test
  void aRunIsRecordedWithEverythingThatDecidedIt() throws IOException {
    List<RunEvent> events = new ArrayList<>();

    Runs.Recorded run = runs.run(SmallRun.configuration("evaluation.held_out=0"), events::add);

    RunResult result = run.finished().result();
    assertThat(result.table().kind()).isEqualTo("surrogate");
    assertThat(result.model().threads()).isEqualTo(1);
    assertThat(events.stream().filter(BatchTrained.class::isInstance)).hasSize(2 * 5);
    assertThat(events.stream().filter(EpochFinished.class::isInstance)).hasSize(2);
    assertThat(events.stream().filter(IterationFinished.class::isInstance)).hasSize(4);
    assertThat(run.folder().toFile().list())
        .containsExactlyInAnyOrder(
            "configuration.yaml",
            "environment.json",
            "metrics.csv",
            "candidates.csv",
            "checksums.txt",
            "predictions.csv",
            "model.safetensors",
            "result.json");
    assertThat(Files.readAllLines(run.folder().resolve("predictions.csv"))).hasSize(15_626);
    assertThat(
            ConfigurationFile.read(
                Path.of("configs/presets"), run.folder().resolve("configuration.yaml"), List.of()))
        .isEqualTo(result.configuration());
    RunRecord record = store.find(run.number()).orElseThrow();
    assertThat(Json.MAPPER.writeValueAsString(runs.folder(record).result()))
        .isEqualTo(Json.MAPPER.writeValueAsString(result));

    assertThat(record.state()).isEqualTo(RunState.FINISHED);
    assertThat(record.benchmark()).isEqualTo("surrogate");
    assertThat(parameters.of(run.number())).containsEntry("strategy.iterations", "4");
    assertThat(metrics.summary(run.number()))
        .containsEntry("tau_test", result.ranking().tauTest())
        .containsEntry(
            "validation_test", result.report(Protocol.VALIDATION).orElseThrow().outcome().test());
  }

  @Test
  void theQueriesAreThoseOfTheThreePurposes() throws IOException {
    RunResult result =
        runs.run(SmallRun.configuration("search.require_top=false"), e -> {}).finished().result();

    int candidates = result.iterations().stream().mapToInt(i -> i.candidates().size()).sum();
    assertThat(result.queries().total()).isEqualTo(250 + 100 + candidates);
    assertThat(result.queries().distinct()).isLessThanOrEqualTo(result.queries().total());
    assertThat(result.reports())
        .allSatisfy(
            report -> assertThat(report.random().queries()).isEqualTo(result.queries().total()));
  }

  @Test
  void theSameSeedGivesTheSameRunToTheLastBit() throws IOException {
    Experiment.Finished first = runs.run(SmallRun.configuration(), e -> {}).finished();
    Experiment.Finished second = runs.run(SmallRun.configuration(), e -> {}).finished();
    Experiment.Finished other = runs.run(SmallRun.configuration("seed=2"), e -> {}).finished();

    assertThat(second.predictions().scores().score())
        .isEqualTo(first.predictions().scores().score());
    assertThat(candidates(second)).isEqualTo(candidates(first));
    assertThat(second.result().statistics())
        .usingRecursiveComparison()
        .isEqualTo(first.result().statistics());
    assertThat(other.predictions().scores().score())
        .isNotEqualTo(first.predictions().scores().score());
  }

  @Test
  void asPrintedAndARankerWithoutTiersRunToo() throws IOException {
    RunResult printed =
        runs.run(SmallRun.configuration("preset=as-printed"), e -> {}).finished().result();
    assertThat(printed.statistics()).hasSize(2 * 5);

    RunResult untiered =
        runs.run(SmallRun.configuration("tiers=0", "search.mode=random"), e -> {})
            .finished()
            .result();
    assertThat(untiered.iterations()).allSatisfy(i -> assertThat(i.topTier()).isEqualTo(50));
  }

  @Test
  void latencyIsLearnedWhereItIsKnown() throws IOException {
    RunResult result =
        runs.run(SmallRun.configuration("training.lambda_latency=7"), e -> {}).finished().result();

    assertThat(result.epochs().get(0).train().latencyLoss()).isPositive();
    assertThat(result.iterations().stream().flatMap(i -> i.candidates().stream()))
        .allSatisfy(c -> assertThat(c.predictedLatencyMs()).isFinite());
  }

  @Test
  void eachPatchIsDividedByItsUnitOrByItsLargestValue() throws IOException {
    assertThat(divisors("units")).hasSize(31).startsWith(1, 1e7, 1e5, 1e7, 1e5).endsWith(1e7, 1e5);
    // operator code 4; a 3 x 3 convolution of the first cell, 16 channels on 32 x 32 pixels
    assertThat(divisors("maximum")).hasSize(31).startsWith(4, 2_392_064, 2_336);
  }

  private double[] divisors(String featureScale) throws IOException {
    Runs.Recorded run =
        runs.run(
            SmallRun.configuration(
                "model.feature_scale=" + featureScale, "training.epochs=1", "split.train=50"),
            e -> {});
    String saved =
        Safetensors.map(run.folder().resolve("model.safetensors"), "").metadata("narq2t");
    return Json.MAPPER.convertValue(
        Json.MAPPER.readTree(saved).at("/model/feature_scale"), double[].class);
  }

  private static List<Candidate> candidates(Experiment.Finished run) {
    return run.result().iterations().stream().flatMap(i -> i.candidates().stream()).toList();
  }
}
