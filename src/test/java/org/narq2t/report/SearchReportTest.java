package org.narq2t.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.run.Experiment.Finished;

/** On a table whose validation accuracy rises evenly with the index from 10 to 90 %. */
class SearchReportTest {
  private static final int BEST = Examples.SIZE - 1;

  private static SearchReport report(Finished run) throws IOException {
    Benchmark benchmark = Examples.whole("real");
    return SearchReport.of(run, (space, dataset) -> benchmark);
  }

  @Test
  void everyLookUpHasWhatWasExpectedAndWhatCameOut() throws IOException {
    SearchReport report = report(Examples.run("real", 1, BEST));

    assertThat(report.lookUps()).hasSize(32);
    assertThat(report.lookUps().subList(0, 30)).noneMatch(LookUp::isPredicted);
    LookUp last = report.lookUps().get(31);
    assertThat(last.number()).isEqualTo(32);
    assertThat(last.score()).isEqualTo(BEST);
    assertThat(last.scoreText()).isEqualTo("15624.00");
    assertThat(last.validation()).isEqualTo(90);
    assertThat(last.keepsLimits()).isTrue();
    assertThat(report.found()).isEqualTo(32);
  }

  @Test
  void theBestSoFarNeverFallsAndStandsBesideRandomSearch() throws IOException {
    SearchReport report = report(Examples.run("real", 1, BEST));

    assertThat(report.best()).hasSize(32).isSorted();
    assertThat(report.best().get(0)).isEqualTo(report.lookUps().get(0).validation());
    assertThat(report.best().get(31)).isEqualTo(report.optimum()).isEqualTo(90);
    // the best of n drawn from N evenly spaced values lies at (N + 1) n / (n + 1) of N places
    double place = (Examples.SIZE + 1) * 32.0 / 33 - 1;
    assertThat(report.random().get(31).mean())
        .isCloseTo(10 + 80 * place / (Examples.SIZE - 1), within(1e-6));
    assertThat(report.among()).isEqualTo(Examples.SIZE);
  }

  @Test
  void whatBreaksTheLimitIsNeitherTheBestNorInTheTop() throws IOException {
    // latency is the last digit and 1: 5 ms for the candidate 15,624, 1 ms for 0
    SearchReport report =
        report(
            Examples.latencyRun(
                "real", 1, BEST, "search.limits.max_latency_ms=3", "limits.device=pixel3"));

    LookUp last = report.lookUps().get(31);
    assertThat(last.latencyMs()).isEqualTo(5);
    assertThat(last.keepsLimits()).isFalse();
    assertThat(report.best().get(31)).isLessThan(90);
    assertThat(report.top(40)).allMatch(one -> one.latencyMs() <= 3);
    assertThat(report.broken())
        .isEqualTo(report.lookUps().stream().filter(one -> one.latencyMs() > 3).count());
    assertThat(report.limits()).isEqualTo("≤ 3 ms on pixel3");
  }

  @Test
  void theEnergyThatIsLimitedStandsBesideEachLookUp() throws IOException {
    // twice the latency: 10 mJ for the candidate 15,624, 2 mJ for 0
    SearchReport report =
        report(
            Examples.latencyRun(
                "real", 1, BEST, "search.limits.max_energy_mj=6", "limits.device=pixel3"));

    LookUp last = report.lookUps().get(31);
    assertThat(last.energyText()).isEqualTo("10.000");
    assertThat(last.keepsLimits()).isFalse();
    assertThat(report.isWeighed()).isTrue();
    assertThat(report.top(40)).isNotEmpty().allMatch(one -> one.energyMj() <= 6);
    assertThat(report.limits()).isEqualTo("≤ 6 mJ on pixel3");
    assertThat(report(Examples.run("real", 1, BEST)).isWeighed()).isFalse();
  }

  @Test
  void theVerdictComparesWithRandomSearch() throws IOException {
    Finished run = Examples.run("real", 1, BEST);

    assertThat(SearchPage.verdict(run.result(), report(run)))
        .isEqualTo(
            "The network reaches 91.00 % test accuracy. Of 32 networks that were looked up it has the"
                + " best validation accuracy, 90.00 %, and was look-up 32. By test accuracy it is"
                + " number 1 of 15,625. Random search with as many look-ups reaches 88.50±2.25 %,"
                + " so it is 2.50 points ahead.");
  }

  @Test
  void onlyARealTableMeasures() throws IOException {
    SearchReport limited =
        report(Examples.latencyRun("real", 1, BEST, "search.limits.max_latency_ms=3"));
    SearchReport report =
        new SearchReport(
            limited.lookUps(),
            limited.found(),
            limited.best(),
            limited.random(),
            limited.optimum(),
            limited.among(),
            LookUp.front(limited.lookUps()),
            limited.reports(),
            limited.table(),
            limited.limits());

    assertThat(page(report, false))
        .contains("keeps the limits as measured;", "is as fast, as measured, and");
    assertThat(page(report, true))
        .contains("keeps the limits by the surrogate;", "is as fast, by the surrogate, and")
        .doesNotContain("measured");
  }

  private static String page(SearchReport report, boolean surrogate) {
    return HtmlTemplate.at("/templates/report/search.html")
        .data("number", 1)
        .data("title", "CIFAR-10")
        .data("surrogate", surrogate)
        .data("verdict", "")
        .data("report", report)
        .data("cells", List.of())
        .data("figures", Map.of())
        .data("configuration", "")
        .data("versions", List.of())
        .render();
  }

  @Test
  @SuppressWarnings("unchecked")
  void figuresShowTheBestSoFarAndOnlyWhatWasExpected() throws IOException {
    Map<String, Object> figures = SearchFigures.of(report(Examples.run("real", 1, BEST)));

    assertThat(figures).containsOnlyKeys("regret", "beliefs");
    assertThat((Map<String, Object>) figures.get("beliefs")).containsEntry("found", 32);
    assertThat((Map<String, Object>) figures.get("beliefs"))
        .extractingByKey("look_ups")
        .asList()
        .hasSize(2);
  }
}
