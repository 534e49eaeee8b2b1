package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.narq2t.cli.Commands.Output;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.tracking.RunMetrics;
import org.narq2t.tracking.RunStore;
import picocli.CommandLine;

/** Searches for a device on the embedded surrogate, which knows the official latencies. */
@QuarkusTest
class SearchCommandTest {
  /** A small model, few epochs, a short search. */
  private static final List<String> SMALL =
      List.of(
          "device=cpu",
          "split.train=100",
          "split.validation=50",
          "model.d_model=16",
          "model.d_ffn=16",
          "model.layers=1",
          "model.score_width=16",
          "training.epochs=1",
          "training.batch_size=50",
          "search.require_top=false",
          "search.sample_size=20",
          "search.iterations=6");

  @Inject CommandLine.IFactory factory;
  @Inject RunStore store;
  @Inject EmbeddedPython python;
  @Inject RunMetrics metrics;

  private Output search(String... arguments) {
    return searchBy("tiers", arguments);
  }

  private Output searchBy(String strategy, String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("search", "--strategy", strategy, "--dataset", "cifar10"));
    SMALL.stream()
        .filter(s -> strategy.equals("tiers"))
        .forEach(setting -> all.addAll(List.of("--set", setting)));
    all.addAll(List.of(arguments));
    return Commands.run(factory, all.toArray(String[]::new));
  }

  @Test
  void whatIsFoundIsPrintedWithItsLatencyAndTheLimit() {
    Output output =
        search(
            "--device", "gtx1080ti", "--max-latency", "0.012s", "--max-params", "1M", "--details");

    assertThat(output.status()).as(output.err()).isZero();
    assertThat(output.out())
        .contains(
            "Up to 180 look-ups: 100 to train the ranker and 50 to choose its epoch",
            "30 candidates within 12 ms on gtx1080ti, 1,000,000 parameters",
            "Limits: 12 ms on gtx1080ti, 1,000,000 parameters.",
            "with a margin of",
            "gap to best within limits",
            "validation found |",
            "(recommended)",
            "Report: ")
        .containsPattern(
            "predicted \\d+\\.\\d+ ± \\d+\\.\\d+ ms \\([a-z0-9-]+\\), by the surrogate \\d+");
    assertThat(output.out().lines().filter(line -> !line.startsWith("Report: ")))
        .allSatisfy(line -> assertThat(line).startsWith("[surrogate] "));
  }

  @Test
  void withoutDetailsTheAnswerHasFewLinesAndTheRunItsName() {
    Output output =
        search("--device", "gtx1080ti", "--max-latency", "12ms", "--name", "for the phone");

    assertThat(output.status()).as(output.err()).isZero();
    assertThat(output.out().lines()).hasSizeLessThanOrEqualTo(8);
    assertThat(output.out()).contains("rule: validation", " ms on gtx1080ti", "as-released, ");
    assertThat(store.list().get(0).label().title()).isEqualTo("for the phone");
  }

  /** The form and REST ask the same: RunsApiTest. */
  @Test
  void aRunThatCannotBeDoneHereIsRefusedBeforeItIsRecorded() {
    int before = store.list().size();
    List<String> run = List.of("run", "configs/examples/smoke.yaml", "--set");

    for (String impossible :
        List.of(
            "split.train=20000",
            "strategy.split.validation=15600",
            "evaluation.held_out=15500",
            "limits.max_latency_ms=1.0e+999",
            "strategy.flops_threshold=-1",
            "predictor.statistics.bins=1073741824")) {
      List<String> words = new ArrayList<>(run);
      words.add(impossible);
      Output done = Commands.run(factory, words.toArray(String[]::new));
      words.add("--queue");
      Output queued = Commands.run(factory, words.toArray(String[]::new));

      assertThat(done.status()).as(impossible).isEqualTo(CommandLine.ExitCode.USAGE);
      assertThat(done.err()).contains(" cannot be ").isEqualTo(queued.err());
      assertThat(queued.status()).isEqualTo(CommandLine.ExitCode.USAGE);
    }
    assertThat(store.list()).hasSize(before);
  }

  @Test
  void aDeviceThatIsNotThereIsRefusedBeforeThereIsARun() {
    assumeTrue(python.runtime().control("versions", Map.of()).get("gpu").isNull());
    int before = store.list().size();

    Output refused =
        Commands.run(factory, "run", "configs/examples/smoke.yaml", "--set", "device=cuda");

    assertThat(refused.status()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(refused.err())
        .isEqualTo(
            "device cannot be cuda: PyTorch finds no CUDA device here; auto would take the"
                + " processor");
    assertThat(store.list()).hasSize(before);
  }

  @Test
  void aLimitThatNothingKeepsIsExplainedBeforeThereIsARun() {
    int before = store.list().size();
    for (String strategy : List.of("tiers", "sequential", "random")) {
      Output tooFast = searchBy(strategy, "--device", "gtx1080ti", "--max-latency", "0.5ms");
      assertThat(tooFast.err())
          .contains("No network that the table knows keeps the limits: on gtx1080ti")
          .contains("no network takes less than ");
      Output tooSmall = searchBy(strategy, "--device", "gtx1080ti", "--max-flops", "10");
      assertThat(tooSmall.err()).contains("no network has fewer than 7,877,248 FLOPs");
      assertThat(List.of(tooFast.status(), tooSmall.status())).doesNotContain(0);
    }
    assertThat(store.list()).hasSize(before);
  }

  @Test
  void impossibleRequestsAreRefused() {
    assertThat(search("--device", "pixel3", "--max-latency", "12ms").err())
        .contains("no latencies of 'pixel3' on cifar10", "it has: gtx1080ti");
    assertThat(search("--device", "gtx1080ti").err()).contains("A device and limits are needed");
    assertThat(search("--device", "gtx1080ti", "--max-latency", "12").err())
        .contains("say 12ms or 0.012s");
    assertThat(search("--device", "gtx1080ti", "--max-latency", "9ms", "--budget", "60").err())
        .contains("60 look-ups are too few");
    assertThat(search("--device", "gtx1080ti", "--max-latency", "9ms", "--budget", "20000").err())
        .contains("more than the 15625 architectures");
  }

  @Test
  void withoutAGoalItNamesBoth() {
    Commands.Output refused = Commands.run(factory, "search", "--strategy", "random");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err().lines().findFirst())
        .hasValue(
            "Missing required argument (specify one of these): (--dataset=NAME | [--data=FOLDER])");
  }

  @Test
  void aPredictorThatCannotAnswerTheStrategyIsRefusedBeforeThereIsARun() {
    int before = store.list().size();

    Commands.Output refused =
        Commands.run(factory, "search", "--dataset", "cifar10", "--predictor", "ctnas");

    assertThat(refused.status()).as(refused.err()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            "strategy.acquisition cannot be upper-confidence-bound with kappa 1.5: it weighs the"
                + " deviations of scores, and this predictor gives none; set"
                + " strategy.acquisition=upper-confidence-bound and strategy.kappa=0, or choose"
                + " another predictor");
    assertThat(store.list()).hasSize(before);
  }
}
