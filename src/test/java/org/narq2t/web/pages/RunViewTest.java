package org.narq2t.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.narq2t.configuration.SettingValues;
import org.narq2t.tracking.RunDescription;
import org.narq2t.tracking.RunLabel;
import org.narq2t.tracking.RunRecord.Progress;
import org.narq2t.tracking.RunState;

class RunViewTest {
  private static final OffsetDateTime START = OffsetDateTime.parse("2026-01-01T12:00:00Z");

  private static RunView run(RunState state, Progress progress, Map<String, Double> figures) {
    return run("nasbench201", state, progress, figures);
  }

  private static RunView run(
      String space, RunState state, Progress progress, Map<String, Double> figures) {
    RunDescription description =
        new RunDescription(
            7,
            "a-run",
            state,
            null,
            space,
            "cifar100",
            "as-released",
            14,
            "uniform",
            "narq2t",
            "",
            3,
            "real",
            null,
            null,
            START,
            START,
            null,
            RunLabel.NONE,
            progress,
            Map.of(),
            figures);
    return new RunView(description, START.plusSeconds(125));
  }

  @Test
  void aRuleIsShownBesideRandomSearchWithItsDistance() {
    RunView view =
        run(
            RunState.FINISHED,
            new Progress(null, 0, 0),
            Map.of("validation_test", 73.1, "validation_random", 73.25, "queries", 1506.0));

    assertThat(view.found())
        .containsExactly(new ReportedResult("validation", "test", "73.10", "73.25", 73.1 - 73.25));
    assertThat(view.foundBy("oracle-test")).isEmpty();
    assertThat(view.title()).isEqualTo("CIFAR-100, as-released, 14 settings changed, seed 3");
    assertThat(view.verdict())
        .isEqualTo(
            "73.10 % test accuracy with 1,506 queries, by the validation rule: 0.15 points behind"
                + " random search with as many.");
    assertThat(view.queries()).isEqualTo("1,506");
  }

  @Test
  void everySpaceButTheUsualOneIsNamed() {
    Progress none = new Progress(null, 0, 0);
    assertThat(run(RunState.QUEUED, none, Map.of()).data()).isEqualTo("CIFAR-100");
    assertThat(run("nasbench101", RunState.QUEUED, none, Map.of()).data())
        .isEqualTo("CIFAR-100, NAS-Bench-101");
    assertThat(run("my-space", RunState.QUEUED, none, Map.of()).data())
        .isEqualTo("CIFAR-100, my-space");
  }

  @Test
  void withoutTestAccuraciesTheSplitIsNamed() {
    RunView view =
        run(
            RunState.FINISHED,
            new Progress(null, 0, 0),
            Map.of("validation_validation", 90.0, "validation_random", 89.0));

    assertThat(view.found()).extracting(ReportedResult::split).containsExactly("validation");
  }

  @Test
  void progressIsToldOnlyWhileAWorkerHasTheRun() {
    Progress progress = new Progress("train", 1100, 120);

    assertThat(run(RunState.RUNNING, progress, Map.of()).progress())
        .isEqualTo("train, 120 of 1,100");
    assertThat(run(RunState.RUNNING, progress, Map.of()).took()).isEqualTo("2 min 05 s");
    assertThat(run(RunState.CANCELLED, progress, Map.of()).progress()).isEmpty();
    assertThat(run(RunState.QUEUED, new Progress(null, 0, 0), Map.of()).queries()).isEqualTo("–");
  }

  @Test
  void durationsAreToldInTwoUnits() {
    assertThat(TimeText.of(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(TimeText.of(Duration.ofSeconds(3599))).isEqualTo("59 min 59 s");
    assertThat(TimeText.of(Duration.ofSeconds(3660))).isEqualTo("1 h 01 min");
  }

  @Test
  void settingsAreSpeltAsConfigurationsSpellThem() {
    assertThat(SettingValues.name("search.limits.maxLatencyMs"))
        .isEqualTo("search.limits.max_latency_ms");
  }

  @Test
  void aLimitOfZeroIsNone() {
    assertThat(SettingText.value("limits.max_latency_ms", "0.0")).isEqualTo("none");
    assertThat(SettingText.value("limits.max_flops", "0")).isEqualTo("none");
    assertThat(SettingText.value("search.limits.maxParameters", "0")).isEqualTo("none");
    assertThat(SettingText.value("limits.max_latency_ms", "0.5")).isEqualTo("0.5");
    assertThat(SettingText.value("limits.latency_margin", "0.0")).isEqualTo("0.0");
    assertThat(SettingText.value("predictor.model.dropout", "0.0")).isEqualTo("0.0");
  }

  @Test
  void pagesOfTheListKeepTheFilter() {
    RunsPage page =
        new RunsPage(
            List.of(run(RunState.FINISHED, new Progress(null, 0, 0), Map.of())),
            Map.of("state", "finished", "space", "", "dataset", "cifar10"),
            60,
            25,
            List.of("cifar10", "digits"),
            List.of());

    assertThat(page.datasets())
        .containsExactly(
            new RunsPage.FilterValue("cifar10", true), new RunsPage.FilterValue("digits", false));

    assertThat(page.newer()).isEqualTo("/?dataset=cifar10&state=finished&offset=0");
    assertThat(page.older()).isEqualTo("/?dataset=cifar10&state=finished&offset=50");
    assertThat(page.shown()).isEqualTo("26–26 of 60");
  }

  @Test
  void aSpaceIsNamedByItsTitleAndOneThatIsNotHereByItsName() {
    Progress none = new Progress(null, 0, 0);
    RunView standard = run("nasbench201", RunState.FINISHED, none, Map.of());
    RunView other = run("nasbench101", RunState.FINISHED, none, Map.of());
    RunView gone = run("chain", RunState.FINISHED, none, Map.of());

    assertThat(standard.space()).isEqualTo("NAS-Bench-201");
    assertThat(standard.data()).isEqualTo("CIFAR-100");
    assertThat(other.data()).isEqualTo("CIFAR-100, NAS-Bench-101");
    assertThat(gone.data()).isEqualTo("CIFAR-100, chain");
    String page =
        Page.RUNS.render(
            RunsPage.of(List.of(gone.run()), Map.of("state", ""), 1, 0, List.of(), List.of()));
    assertThat(page).contains("14 settings changed, seed 3, chain");
  }

  @Test
  void anEmptyListTeachesHowToStart() {
    String page =
        Page.RUNS.render(RunsPage.of(List.of(), Map.of("state", ""), 0, 0, List.of(), List.of()));

    assertThat(page)
        .contains("No runs yet", "/new?example=smoke", "./narq2t run configs/examples/smoke.yaml");
  }
}
