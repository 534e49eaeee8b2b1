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

  private static Study study(Finished... runs) {
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

  private static List<String> keys(Study study) {
    return study.comparison().tables().stream().map(ComparisonTable::key).toList();
  }

  private static ComparisonTable table(Study study, String key) {
    return study.comparison().tables().stream()
        .filter(table -> table.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  /** The rows of a method, cells joined by bars. */
  private static List<String> rows(ComparisonTable table, String method) {
    return table.lines().lines().stream()
        .filter(line -> line.method().equals(method))
        .map(
            line ->
                line.cells().stream().map(TableLines.Cell::text).collect(Collectors.joining(" | ")))
        .toList();
  }

  @Test
  void runsWithoutLatencyHaveTheirTableAlone() {
    assertThat(keys(Examples.study("real", BEST))).containsExactly("table2");
  }

  @Test
  void tableThreeStandsBesideThePaper() {
    Study study = study(learning(1), learning(2));

    assertThat(keys(study)).containsExactly("table3", "predictors");
    ComparisonTable table = table(study, "table3");
    // head: 1 and 2 ms on what was held out, half of it on the top five; test accuracy 91 %
    assertThat(rows(table, "narq2t (mean of 2)").get(0))
        .isEqualTo(
            "CIFAR-10 | oracle-test | 32 | 122 | 90.00±0.00 | 91.00±0.00"
                + " | 0.75±0.25 | 20±0 | 60±0 | 1.50±0.50 | 40±0 | 80±0 | 0.750±0.000"
                + " | 0.900±0.000");
    assertThat(rows(table, "paper: NARQ2TLat"))
        .containsExactly(
            "CIFAR-10 | oracle-test | 1,506 | 161.24 | 91.27 | 94.21 | 1.64 | 36 | 72 | – | – | –"
                + " | – | –");
    assertThat(rows(table, "paper: NARLat").get(0)).contains("1.49 | 48 | 78");
    assertThat(rows(table, "random search")).hasSize(2).allMatch(row -> row.contains("32 | –"));
    assertThat(table.note())
        .contains("that was neither trained nor validated on (15,595) say more")
        .contains("CIFAR-10 1.49±0.61 ms");
    assertThat(table.toCsv().lines().skip(1).findFirst().orElseThrow())
        .isEqualTo(
            "study,real,narq2t (mean of 2),CIFAR-10,oracle-test,32,122,90.0000,0.0000,91.0000,"
                + "0.0000,0.7500,0.2500,20.00,0.00,60.00,0.00,1.5000,0.5000,40.00,0.00,80.00,0.00,"
                + "0.75000,0.00000,0.90000,0.00000");
  }

  @Test
  void otherDevicesHaveNoPublishedFigures() {
    ComparisonTable table =
        table(study(learning(1, "training.latency_device=pixel3")), "latency-pixel3");

    assertThat(table.lines().lines()).noneMatch(line -> line.kind().equals("paper"));
    assertThat(table.note()).endsWith("There are no published figures for this device.");
    assertThat(rows(table, "narq2t (1 seed)").get(0)).contains("0.500 | 20 | 60 | 1.000 | 40");
  }

  @Test
  void runsWithoutLatencyStandApartInTableTwo() {
    assertThat(keys(study(learning(1), Examples.run("real", 1, BEST))))
        .containsExactly("table2", "table3", "predictors");
  }

  @Test
  void aSweepOverTheFactorIsTableNineAndTableThreeHasThePapersFactor() {
    Study study =
        study(
            learning(1),
            Examples.latencyRun("real", 1, 0, "training.lambda_latency=3.5"),
            learning(3));

    assertThat(keys(study)).containsExactly("table3", "table9", "predictors");
    assertThat(rows(table(study, "table3"), "narq2t (mean of 2)")).hasSize(2);
    ComparisonTable table = table(study, "table9");
    assertThat(rows(table, "narq2t, λ1 = 3.5 (1 seed)").get(0))
        .contains("10.00 | 11.00 | 0.25 | 20 | 60 | 0.50");
    assertThat(rows(table, "narq2t, λ1 = 7 (mean of 2)").get(0)).contains("| 2.00±1.00 |");
    assertThat(rows(table, "paper: NAR, λ1 = 9").get(0))
        .contains("91.39±0.15 | 94.22±0.20 | 1.38±0.28 | 52 | 84");
    assertThat(table.findings())
        .containsExactly(
            "Lowest held-out error: λ1 = 3.5 (0.50 ms); lowest error on the top five: λ1 = 3.5"
                + " (0.25 ms); highest test accuracy: λ1 = 7 (91.00±0.00 %). Differences within the"
                + " deviations tell nothing.");
    assertThat(table.note()).contains("but NAS-Bench-101 has no latencies");
  }

  @Test
  void saysThatABaselineBeatsTheHead() {
    ComparisonTable table = table(study(learning(1), learning(2)), "predictors");

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
    Study study = study(Examples.latencyRun("real", 1, BEST, "training.lambda_latency=1.4"));

    assertThat(table(study, "predictors").findings().get(0))
        .contains("the neural head (narq2t head) beats every baseline")
        .contains("RMSE 0.200 ms", "Recommended by expected error: narq2t head (1 of 1)");
  }

  @Test
  void baselinesOfASeedCountOnceHoweverManyLimitsThereAre() {
    Study study = study(limited(1, 11, "2"), limited(1, 12, "3"), limited(1, 13, "4"));

    assertThat(rows(table(study, "predictors"), "additive-ridge"))
        .singleElement()
        .asString()
        .endsWith("in 1 of 1");
  }

  @Test
  void withoutAHeadTheBestBaselineIsNamed() {
    Study study =
        study(
            Examples.latencyRun(
                "real", 1, 1, "training.latency_device=pixel3", "search.limits.max_latency_ms=2"));

    assertThat(keys(study))
        .containsExactly("within-limits", "limits", "front-cifar10-pixel3", "predictors");
    assertThat(table(study, "predictors").findings().get(0))
        .contains("no latency head was trained", "additive-ridge (RMSE 0.500 ms");
  }

  @Test
  void limitedRunsAreJudgedAmongWhatKeepsTheLimits() {
    // 1 ms or 2 ms: indices that end in 0 or 1; the best of these is 15,621
    Study study = study(limited(1, 15_621, "2"));
    Accuracies accuracies = study.groups().get(0).accuracies();
    ComparisonTable table = table(study, "within-limits");

    assertThat(accuracies.members()).isEqualTo(3_126);
    int[] allowed = IntStream.range(0, Examples.SIZE).filter(a -> a % 10 < 2).toArray();
    double[] test = Arrays.stream(allowed).mapToDouble(a -> 11 + 80.0 * a / BEST).toArray();
    String random = Numbers.accuracy(new RandomSearch(test, test).after(32).mean());
    assertThat(rows(table, "narq2t (1 seed)").get(0))
        .isEqualTo(
            "CIFAR-10, ≤ 2 ms on pixel3 | oracle-test | 32 | 121 | 89.98 | 90.98 | 2.000 | 0.00 | 1"
                + " of 3,126");
    assertThat(rows(table, "random search within the limits").get(0)).contains(" | " + random);
    assertThat(rows(table, "best allowed of the table").get(0))
        .contains("89.98 | 90.98 | 2.000 | 0.00 | 1");
  }

  @Test
  void violationsAreCountedAndNotReported() {
    Study study = study(limited(1, 15_621, "2"), limited(2, 15_624, "2"));
    ComparisonTable table = table(study, "limits");

    assertThat(rows(table, "CIFAR-10, ≤ 2 ms on pixel3"))
        .containsExactly("2 | additive-ridge | 0.250±0.000 | 3,000±0 | 3,126±0 | 4 | 1 | 0");
    assertThat(table.findings())
        .containsExactly(
            "CIFAR-10, ≤ 2 ms on pixel3: 1 of 4 candidates (25.0 %) was measured beyond the"
                + " limits.");
    // seed 2 reports 0, the last of those that keep the limit
    assertThat(rows(table(study, "within-limits"), "narq2t (mean of 2)").get(0))
        .endsWith("| 1,563.5 of 3,126");
    assertThat(SeedSection.of(study.space(), study.groups().get(0), study.results().get(1)))
        .extracting(seed -> seed.candidates().get(0).rank())
        .isEqualTo("breaks a limit");
  }

  @Test
  void limitsWithoutLatencyHaveNeitherFrontNorPredictors() {
    Study study =
        study(Examples.latencyRun("real", 1, BEST, "search.limits.max_flops=1000000000000"));

    assertThat(keys(study)).containsExactly("within-limits", "limits");
    assertThat(rows(table(study, "limits"), "CIFAR-10, ≤ 1,000,000,000,000 FLOPs").get(0))
        .startsWith("1 | not limited | –");
  }

  @Test
  void theTerminalGetsEveryTable() {
    Study study = study(learning(1), limited(1, 11, "2"));

    assertThat(study.comparison().toText())
        .contains("Table III: latency on NAS-Bench-201", "paper: NARQ2TLat")
        .contains("Within limits", "Pareto front: CIFAR-10, pixel3", "Latency predictors")
        .contains("- CIFAR-10, pixel3: the baseline additive-ridge beats the neural head")
        .doesNotContain("NaN");
  }

  @Test
  void marksEveryRowAndFindingOfASurrogate() {
    Study study =
        Examples.study(
            Examples.whole("surrogate"),
            List.of(
                Examples.latencyRun(
                    "surrogate",
                    1,
                    1,
                    "training.lambda_latency=7",
                    "search.limits.max_latency_ms=2")));

    assertThat(study.comparison().tables())
        .allSatisfy(
            table -> {
              assertThat(table.toText()).contains("SURROGATE");
              assertThat(table.lines().lines())
                  .filteredOn(line -> !line.kind().equals("paper"))
                  .allMatch(line -> line.method().startsWith("[surrogate] "));
            });
  }
}
