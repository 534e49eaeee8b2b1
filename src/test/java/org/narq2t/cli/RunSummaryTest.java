package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.narq2t.SmallRun;
import org.narq2t.benchmark.Provenance;
import org.narq2t.evaluation.LatencyError;
import org.narq2t.evaluation.LatencyQuality;
import org.narq2t.evaluation.Outcome;
import org.narq2t.evaluation.Protocol;
import org.narq2t.evaluation.RandomSearch.Expectation;
import org.narq2t.evaluation.Rank;
import org.narq2t.evaluation.TierConfusion;
import org.narq2t.latency.LatencyResult;
import org.narq2t.latency.LatencyResult.LatencyPredictor;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Round;
import org.narq2t.ledger.Sampling;
import org.narq2t.ledger.Split;
import org.narq2t.run.CellsOnDevice;
import org.narq2t.run.FoundCell;
import org.narq2t.run.RunEvent.Stage;
import org.narq2t.run.RunResult;
import org.narq2t.run.RunResult.Known;
import org.narq2t.run.RunResult.Ranking;
import org.narq2t.run.RunResult.Report;

/** The summary of a run, whatever its table lacks. */
class RunSummaryTest {
  private static final TierConfusion TIERS = new TierConfusion(new long[][] {{3, 1}, {0, 4}});

  private static String summary(Known known, Split reported, Ranking ranking, Round iteration) {
    double test = reported == Split.TEST ? 94.25 : Double.NaN;
    List<Report> reports =
        Protocol.reporting(reported).stream()
            .map(
                protocol ->
                    new Report(
                        protocol,
                        reported,
                        "a cell",
                        new Outcome(protocol, 7, 94.5, test, new Rank(3, 20_001), 0.41),
                        new Expectation(32, 94.1, 0.25)))
            .toList();
    RunResult result =
        new RunResult(
            RunResult.FORMAT,
            SmallRun.configuration(),
            new Provenance("nasbench101", "real", "", "", "", "", "", ""),
            known,
            new RunResult.Model("cpu", 2, 1_234),
            List.of(iteration),
            List.of(),
            new RunResult.Queries(20, 10, 2, 32, 32),
            reports,
            ranking,
            List.of(),
            List.of(),
            List.of(new RunResult.StageTime(Stage.TRAIN, 10)),
            new RunResult.Bridge(1, 0.1, 0.01));
    StringWriter text = new StringWriter();
    RunSummary.print(
        new Printout(new PrintWriter(text, true), "real"),
        5,
        result,
        "as-released, 3 settings changed",
        Optional.empty(),
        true);
    return text.toString();
  }

  private static Round iteration(int kept, int rejected, int unknown) {
    Sampling sampling = new Sampling(0, 2 * kept, kept, rejected, unknown, 0, 4, List.of());
    return new Round(3, Purpose.SEARCH, List.of(), sampling, List.of());
  }

  @Test
  void aRestrictedRunWithoutTestAccuraciesSaysSoAndPrintsNoNaN() {
    String text =
        summary(
            new Known(20_001, 423_624),
            Split.VALIDATION,
            new Ranking(1_024, 0.71234, Double.NaN, TIERS),
            iteration(10, 190, 180));

    assertThat(text)
        .contains(
            "within the 20,001 known of 423,624 cells",
            "The table has no test accuracies",
            "90.0 % of 200 cells drawn under constraints were rejected as unknown",
            "Kendall tau on 1,024 held-out cells: 0.7123 against validation; tier accuracy 0.875")
        .doesNotContain("NaN", "test %", "oracle-test found");
    assertThat(text).containsPattern("\\| +validation \\| +94.50 \\| +3 of 20001 \\|");
  }

  @Test
  void aRunOnTheWholeSpaceSaysWhatItAlwaysSaid() {
    String text =
        summary(
            new Known(15_625, 15_625),
            Split.TEST,
            new Ranking(0, 0.8, 0.75, TIERS),
            iteration(10, 5, 0));

    assertThat(text)
        .contains(
            "Run 5: nasbench201, cifar10",
            "test %",
            "94.25",
            "oracle-test found a cell",
            "Kendall tau over the whole space: 0.8000 against validation, 0.7500 against test;")
        .doesNotContain("known of", "rejected as", "no test accuracies");
  }

  @Test
  void drawsOutsideAWholeSpaceAndRankingsOfAllKnownCellsAreNamedSo() {
    assertThat(
            summary(
                new Known(423_624, 423_624),
                Split.TEST,
                new Ranking(1_024, 0.8, 0.75, TIERS),
                iteration(10, 30, 10)))
        .contains("25.0 % of 40 cells", "not in the space", "on 1,024 held-out cells");
    assertThat(
            summary(
                new Known(20_001, 423_624),
                Split.VALIDATION,
                new Ranking(20_001, Double.NaN, Double.NaN, new TierConfusion(new long[1][1])),
                iteration(10, 0, 0)))
        .contains("Kendall tau over the 20,001 known cells: none")
        .doesNotContain("NaN");
  }

  private static LatencyQuality error(double rmseMs) {
    return new LatencyQuality(new LatencyError(100, rmseMs, 0.25, 0.5), 0.8, 0.9);
  }

  private static String predictors(double head) {
    LatencyError five = new LatencyError(5, 1.4, 0.4, 0.8);
    StringWriter text = new StringWriter();
    LatencySummary.predictors(
        new Printout(new PrintWriter(text, true), "real"),
        new LatencyResult(
            "pixel3",
            1_000,
            List.of(
                new LatencyPredictor("additive-ridge", error(0.5), error(0.6), five),
                new LatencyPredictor("narq2t", error(head), error(0.8), five)),
            head < 0.5 ? "narq2t" : "additive-ridge",
            List.of()));
    return text.toString();
  }

  @Test
  void aBaselineThatBeatsTheNeuralHeadIsSaidTo() {
    assertThat(predictors(0.7))
        .contains(
            "Latency on pixel3, learnt from 1,000 architectures (measured)",
            "additive-ridge (recommended)",
            "additive-ridge beats NARQ2T's own latency head here",
            "0.500 against 0.700 ms",
            "Table III: RMSE 1.400 ms, 40 % within 5 %, 80 % within 10 %");
    assertThat(predictors(0.4))
        .contains("narq2t (recommended)", "own latency head is expected to err least")
        .doesNotContain("beats");
  }

  @Test
  void everyViolationIsNamedWithWhatWasPredictedAndMeasured() {
    FoundCell slow =
        new FoundCell(1, "|slow|", 94.1, 11.9, 12.4, Double.NaN, 100_000_000, 1_500_000);
    FoundCell unknown =
        new FoundCell(2, "|unknown|", 93.9, 11.5, Double.NaN, Double.NaN, 90_000_000, 1_000_000);
    StringWriter text = new StringWriter();

    LimitsSummary.violations(
        new Printout(new PrintWriter(text, true), "surrogate"),
        new CellsOnDevice("pixel3", "additive-ridge", 0.3, Map.of(), List.of(slow, unknown)),
        Split.TEST);

    assertThat(text.toString().lines())
        .containsExactly(
            "[surrogate] Candidates that break a limit:",
            "[surrogate]   |slow|",
            "[surrogate]     94.10 % test accuracy, predicted 11.900 ± 0.300 ms (additive-ridge),"
                + " by the surrogate 12.400 ms on pixel3, 100,000,000 FLOPs, 1,500,000 parameters",
            "[surrogate]   |unknown|",
            "[surrogate]     93.90 % test accuracy, predicted 11.500 ± 0.300 ms (additive-ridge),"
                + " unknown on pixel3, 90,000,000 FLOPs, 1,000,000 parameters");
  }
}
