package org.narq2t.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.run.Experiment.Finished;
import org.narq2t.space.nasbench101.NasBench101;

class StudyTest {

  private static Benchmark cells(String sha256, int every) {
    return Examples.benchmark(
        Examples.cells(), Examples.table(NasBench101.NAME, "real", sha256), every, false);
  }

  private static Finished run(String sha256, int every) {
    return Examples.cellRun(cells(sha256, every), "random", 1, 2);
  }

  @Test
  void groupsRunsOfNasBench101ByTheirModeInThePapersOrder() {
    Study study = Examples.cellStudy(cells("a", 2), 3, 4);

    assertThat(study.groups())
        .extracting(group -> group.variant().key())
        .containsExactly("random", "statistics");
    assertThat(study.groups())
        .allSatisfy(
            group ->
                assertThat(group.results())
                    .extracting(run -> run.configuration().seed())
                    .containsExactly(1L, 2L));
  }

  @Test
  void groupsRunsOfNasBench201ByTheirDataSet() {
    assertThat(Examples.study("real", 0, 1).groups())
        .extracting(group -> group.variant().name())
        .containsExactly("CIFAR-10");
  }

  @Test
  void refusesRunsOfTwoSpaces() {
    List<Finished> runs = List.of(run("0", 1), Examples.run("real", 1, 0));

    assertThatThrownBy(() -> Examples.study(cells("0", 1), runs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than one space")
        .hasMessageContaining("nasbench101")
        .hasMessageContaining("nasbench201");
  }

  @Test
  void refusesRunsOnTwoTables() {
    List<Finished> runs = List.of(run("a", 1), run("b", 1));

    assertThatThrownBy(() -> Examples.study(cells("a", 1), runs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than one table");
  }

  @Test
  void refusesRunsOnAnotherTableThanIsOpen() {
    List<Finished> runs = List.of(run("theirs", 1));

    assertThatThrownBy(() -> Examples.study(cells("open", 1), runs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("theirs")
        .hasMessageContaining("open")
        .hasMessageContaining("narq2t data show");
  }

  @Test
  void refusesRunsOfMoreThanTheOpenTableKnows() {
    List<Finished> runs = List.of(run("a", 1));

    assertThatThrownBy(() -> Examples.study(cells("a", 2), runs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("run again");
  }

  private static Study latencyStudy(Finished... runs) {
    return Examples.study(Examples.whole("real"), List.of(runs));
  }

  @Test
  void runsWithLatencyAreAnotherGroupThanRunsWithout() {
    Study study =
        latencyStudy(
            Examples.latencyRun("real", 1, 5, "training.lambda_latency=7"),
            Examples.run("real", 1, 5),
            Examples.latencyRun(
                "real",
                1,
                5,
                "training.lambda_latency=7",
                "training.latency_device=pixel3",
                "search.limits.max_latency_ms=2.5"));

    assertThat(study.groups())
        .extracting(group -> group.variant().key() + ": " + group.variant().name())
        .containsExactly(
            "cifar10-without-latency-no-limits: CIFAR-10, without latency, no limits",
            "cifar10-gtx1080ti-no-limits: CIFAR-10, gtx1080ti, no limits",
            "cifar10-pixel3-2-5-ms-on-pixel3: CIFAR-10, pixel3, ≤ 2.5 ms on pixel3");
  }

  @Test
  void whatAllRunsShareIsInNoGroupsNameButInTheHead() {
    Study study = latencyStudy(Examples.latencyRun("real", 1, 5, "training.lambda_latency=7"));

    assertThat(study.groups().get(0).variant().name()).isEqualTo("CIFAR-10");
    assertThat(study.task()).isEqualTo("latency of gtx1080ti learnt with λ1 = 7");
  }

  @Test
  void refusesLatencyRunsThatDifferByMoreThanWhatIsCompared() {
    assertThatThrownBy(
            () ->
                latencyStudy(
                    Examples.latencyRun("real", 1, 5, "training.lambda_latency=7"),
                    Examples.latencyRun(
                        "real", 2, 5, "training.lambda_latency=3", "training.epochs=77")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Runs on CIFAR-10 differ by more than seed, latency and limits")
        .hasMessageContaining("training.epochs [")
        .hasMessageContaining("77")
        .hasMessageNotContaining("lambda");
  }

  @Test
  void theSameSourceImportedTwiceIsOneTable() {
    var first = cells("a", 1);
    var again = first.table().provenance();
    var imported =
        Examples.benchmark(
            Examples.cells(),
            new org.narq2t.benchmark.Provenance(
                again.space(), "real", again.source(), "a", "2027-01-01", "777", "", "a test"),
            1,
            false);

    assertThat(Examples.study(imported, List.of(run("a", 1))).results()).hasSize(1);
  }
}
