package org.narq2t.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.run.Experiment.Finished;
import org.narq2t.space.nasbench101.NasBench101;

class ReportedRunsTest {

  private static Benchmark cells(String sha256, int every) {
    return Examples.benchmark(
        Examples.cells(), Examples.table(NasBench101.NAME, "real", sha256), every, false);
  }

  private static Finished run(String sha256, int every) {
    return Examples.cellRun(cells(sha256, every), "random", 1, 2);
  }

  private static List<String> names(ReportedRuns runs) {
    return runs.groups().stream().map(group -> group.variant().name()).toList();
  }

  @Test
  void runsThatDifferInTheSearchModeAreTwoGroupsEachWithItsSeeds() {
    ReportedRuns runs = Examples.cellStudy(cells("a", 2), 3, 4);

    assertThat(names(runs))
        .containsExactly("CIFAR-10, strategy.mode=random", "CIFAR-10, strategy.mode=statistics");
    assertThat(runs.groups())
        .allSatisfy(
            group ->
                assertThat(group.results())
                    .extracting(run -> run.configuration().seed())
                    .containsExactly(1L, 2L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tiers=4",
        "model.layers=1",
        "strategy.top=2",
        "strategy.random_proportion=0.25",
        "training.epochs=3"
      })
  void runsThatDifferByMoreThanTheSeedAreNeverAveraged(String setting) {
    ReportedRuns runs =
        latencyStudy(
            Examples.latencyRun("real", 1, 5), Examples.latencyRun("real", 2, 15_624, setting));

    assertThat(runs.groups()).hasSize(2).allMatch(group -> group.runs().size() == 1);
    assertThat(names(runs)).anyMatch(name -> name.contains(setting));
    assertThat(runs.tables().tables().get(0).lines().lines())
        .filteredOn(line -> line.kind().strip().equals("study"))
        .hasSizeGreaterThanOrEqualTo(2)
        .noneMatch(line -> line.cells().stream().anyMatch(cell -> cell.text().contains("±")));
  }

  @Test
  void whatARunDoesNotUseTellsNothingApart() {
    ReportedRuns runs =
        latencyStudy(
            Examples.latencyRun("real", 1, 5),
            Examples.latencyRun("real", 2, 5, "training.latency_device=pixel3"));

    assertThat(names(runs)).containsExactly("CIFAR-10");
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

  private static ReportedRuns latencyStudy(Finished... runs) {
    return Examples.study(Examples.whole("real"), List.of(runs));
  }

  @Test
  void runsWithLatencyAreAnotherGroupThanRunsWithout() {
    ReportedRuns study =
        latencyStudy(
            Examples.latencyRun("real", 1, 5, "training.lambda_latency=7"),
            Examples.run("real", 1, 5));

    assertThat(study.groups()).hasSize(2);
    assertThat(study.task()).isEmpty();
  }

  @Test
  void whatAllRunsShareIsInNoGroupsNameButInTheHead() {
    ReportedRuns study =
        latencyStudy(Examples.latencyRun("real", 1, 5, "training.lambda_latency=7"));

    assertThat(study.groups().get(0).variant().name()).isEqualTo("CIFAR-10");
    assertThat(study.task()).isEqualTo("latency of gtx1080ti learnt with λ1 = 7");
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
