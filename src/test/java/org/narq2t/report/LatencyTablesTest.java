package org.narq2t.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.narq2t.evaluation.RandomSearch;
import org.narq2t.run.Experiment.Finished;

/** Tables of runs that learnt latency or kept limits. */
class LatencyTablesTest {

  private static final int BEST = Examples.SIZE - 1;

  private static ReportedRuns study(Finished... runs) {
    return Examples.study(Examples.whole("real"), List.of(runs));
  }

  private static Finished learning(long seed, String... more) {
    String[] overrides = Arrays.copyOf(more, more.length + 1);
    overrides[more.length] = "training.lambda_latency=7";
    return Examples.latencyRun("real", seed, BEST, overrides);
  }

  private static Finished limited(long seed, int found, String limit) {
    return Examples.latencyRun(
        "real",
        seed,
        found,
        "training.lambda_latency=7",
        "training.latency_device=pixel3",
        "search.limits.max_latency_ms=" + limit);
  }

  private static List<String> keys(ReportedRuns study) {
    return study.tables().tables().stream().map(ReportTable::key).toList();
  }

  private static ReportTable table(ReportedRuns study, String key) {
    return study.tables().tables().stream()
        .filter(table -> table.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  /** The rows of a method, cells joined by bars. */
  private static List<String> rows(ReportTable table, String method) {
    return table.lines().lines().stream()
        .filter(line -> line.method().equals(method))
        .map(
            line ->
                line.cells().stream().map(TableLines.Cell::text).collect(Collectors.joining(" | ")))
        .toList();
  }

  @Test
  void runsWithoutLatencyHaveTheirTableAlone() {
    assertThat(keys(Examples.study("real", BEST))).containsExactly("found");
  }

  @Test
  void theLatencyHeadIsJudgedOnTheTopFiveAndOnAllThatWasHeldOut() {
    ReportedRuns study = study(learning(1), learning(2));

    assertThat(keys(study)).containsExactly("found", "latency", "predictors");
    // head: 1 and 2 ms on what was held out, half of it on the top five
    assertThat(rows(table(study, "latency"), "NARQ2T"))
        .containsExactly(
            "CIFAR-10 | 2 | 0.75±0.25 | 20±0 | 60±0 | 1.50±0.50 | 40±0 | 80±0 | 0.750±0.000"
                + " | 0.900±0.000");
    assertThat(table(study, "latency").csv().lines().skip(1).findFirst().orElseThrow())
        .isEqualTo(
            "study,real,NARQ2T,CIFAR-10,2,0.7500,0.2500,20.00,0.00,60.00,0.00,1.5000,0.5000,"
                + "40.00,0.00,80.00,0.00,0.75000,0.00000,0.90000,0.00000");
  }

  @Test
  void weightsOfTheLatencyLossHaveRowsOfTheirOwn() {
    ReportedRuns study =
        study(
            learning(1),
            Examples.latencyRun("real", 1, 0, "training.lambda_latency=10"),
            learning(3));

    assertThat(rows(table(study, "latency"), "NARQ2T"))
        .satisfiesExactly(
            seven ->
                assertThat(seven)
                    .startsWith("CIFAR-10, predictor.training.lambda_latency=7.0 | 2 | 1.00±0.50"),
            ten ->
                assertThat(ten)
                    .startsWith("CIFAR-10, predictor.training.lambda_latency=10.0 | 1 | 0.71 |"));
  }

  @Test
  void saysThatABaselineBeatsTheHead() {
    ReportTable table = table(study(learning(1), learning(2)), "predictors");

    assertThat(table.findings())
        .containsExactly(
            "CIFAR-10, gtx1080ti: the baseline additive-ridge beats the neural head on what was"
                + " held out: RMSE 0.500±0.000 ms, 80±0 % within 10 % against RMSE 1.500±0.500 ms,"
                + " 80±0 % within 10 %. Recommended by expected error: additive-ridge (2 of 2).");
    assertThat(rows(table, "additive-ridge").get(0))
        .startsWith("CIFAR-10 | gtx1080ti | 20 | 0.550±0.000 |")
        .endsWith("| in 2 of 2");
    assertThat(table.lines().lines())
        .extracting(TableLines.Line::kind)
        .containsExactly("study", "baseline recommended");
  }

  @Test
  void saysThatTheHeadBeatsTheBaselines() {
    ReportedRuns study = study(Examples.latencyRun("real", 1, BEST, "training.lambda_latency=1.4"));

    assertThat(table(study, "predictors").findings().get(0))
        .contains("the neural head (narq2t head) beats every baseline")
        .contains("RMSE 0.200 ms", "Recommended by expected error: narq2t head (1 of 1)");
  }

  @Test
  void baselinesOfASeedCountOnceHoweverManyLimitsThereAre() {
    ReportedRuns study = study(limited(1, 11, "2"), limited(1, 12, "3"), limited(1, 13, "4"));

    assertThat(rows(table(study, "predictors"), "additive-ridge"))
        .singleElement()
        .asString()
        .endsWith("in 1 of 1");
  }

  @Test
  void withoutAHeadTheBestBaselineIsNamed() {
    ReportedRuns study =
        study(
            Examples.latencyRun(
                "real", 1, 1, "training.latency_device=pixel3", "search.limits.max_latency_ms=2"));

    assertThat(keys(study))
        .containsExactly("found", "limits", "front-cifar10-pixel3", "predictors");
    assertThat(table(study, "predictors").findings().get(0))
        .contains("no latency head was trained", "additive-ridge (RMSE 0.500 ms");
  }

  @Test
  void limitedRunsAreJudgedAmongWhatKeepsTheLimits() {
    // 1 ms or 2 ms: indices that end in 0 or 1; the best of these is 15,621
    ReportedRuns study = study(limited(1, 15_621, "2"));
    Accuracies accuracies = study.groups().get(0).accuracies();
    ReportTable table = table(study, "found");

    assertThat(accuracies.members()).isEqualTo(3_126);
    int[] allowed = IntStream.range(0, Examples.SIZE).filter(a -> a % 10 < 2).toArray();
    double[] test = Arrays.stream(allowed).mapToDouble(a -> 11 + 80.0 * a / BEST).toArray();
    String random = Numbers.accuracy(new RandomSearch(test, test).after(32).mean());
    // queries, validation, test and best test by oracle-test; the same by validation, with rank,
    // gap and latency; queries and accuracy of the search alone; seconds
    assertThat(rows(table, "NARQ2T").get(0))
        .isEqualTo(
            "CIFAR-10 | 1 | 32 | 89.98 | 90.98 | 90.98 | 32 | 89.98 | 90.98 | 1 | 0.00 | 2.000"
                + " | 2 | 90.98 | 121.0");
    assertThat(rows(table, "random search").get(0)).contains(" | " + random);
    assertThat(rows(table, "optimum of the table").get(0)).contains("89.98 | 90.98");
    assertThat(table.note()).contains("among the 3,126 architectures that keep the limits");
  }

  @Test
  void violationsAreCountedAndNotReported() {
    ReportedRuns study = study(limited(1, 15_621, "2"), limited(2, 15_624, "2"));
    ReportTable table = table(study, "limits");

    // margin, allowed by prediction and in truth, candidates, violations, unmeasured
    assertThat(rows(table, "NARQ2T"))
        .containsExactly("CIFAR-10 | 2 | 0.250±0.000 | 3,000±0 | 3,126±0 | 4 | 1 | 0");
    assertThat(SeedSection.of(study.space(), study.groups().get(0), study.results().get(1)))
        .extracting(seed -> seed.candidates().get(0).rank())
        .isEqualTo("breaks a limit");
  }

  @Test
  void limitsWithoutLatencyHaveNeitherFrontNorPredictors() {
    ReportedRuns study =
        study(Examples.latencyRun("real", 1, BEST, "search.limits.max_flops=1000000000000"));

    assertThat(keys(study)).containsExactly("found", "limits");
    assertThat(rows(table(study, "limits"), "NARQ2T").get(0)).startsWith("CIFAR-10 | 1 |");
  }

  @Test
  void theTerminalGetsEveryTable() {
    ReportedRuns study = study(learning(1), limited(1, 11, "2"));

    assertThat(study.tables().toText())
        .contains("What the runs found", "How well latency is predicted")
        .contains(
            "Limits: what was allowed", "Pareto front: CIFAR-10, pixel3", "Latency predictors")
        .contains("- CIFAR-10, pixel3: the baseline additive-ridge beats the neural head")
        .doesNotContain("NaN");
  }

  @Test
  void marksEveryRowAndFindingOfASurrogate() {
    ReportedRuns study =
        Examples.study(
            Examples.whole("surrogate"),
            List.of(
                Examples.latencyRun(
                    "surrogate",
                    1,
                    1,
                    "training.lambda_latency=7",
                    "search.limits.max_latency_ms=2")));

    assertThat(study.tables().tables())
        .allSatisfy(
            table -> {
              assertThat(table.toText()).contains("SURROGATE");
              assertThat(table.lines().lines())
                  .filteredOn(line -> !line.kind().strip().equals("paper"))
                  .allMatch(line -> line.method().startsWith("[surrogate] "));
            });
  }
}
