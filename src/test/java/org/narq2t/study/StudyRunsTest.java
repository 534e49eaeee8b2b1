package org.narq2t.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.narq2t.PaperSettings.tiers;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.narq2t.SmallRun;
import org.narq2t.report.ReportTable;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Configurations;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunEvent.EpochFinished;
import org.narq2t.tracking.RunLabel;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStates;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.RunSubmission;
import org.narq2t.tracking.Runs;

/** An ablation study that is nothing but a file of the test's resources, from plan to table. */
@QuarkusTest
@TestProfile(StudyRunsTest.OwnDatabase.class)
@Timeout(300)
class StudyRunsTest {
  /** A study must find no runs of other tests. */
  public static class OwnDatabase implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("narq2t.database", "jdbc:h2:mem:Study;DB_CLOSE_DELAY=-1");
    }
  }

  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @Inject StudyPlanner planner;
  @Inject Configurations configurations;
  @Inject Reports reports;
  @Inject RunStore store;
  @Inject RunStates states;
  @Inject Runs runs;
  @Inject StudyRuns studyRuns;
  @Inject RunSubmission submission;
  @Inject Benchmarks benchmarks;

  private final Study study =
      new Studies(Path.of("src/test/resources/study-of-a-user/studies")).read("random-proportion");

  private StudySubmission by(String commit) {
    return new StudySubmission(
        submission, store, states, new EarlierRuns(benchmarks, store, runs, () -> commit));
  }

  private StudyPlan plan(List<Long> seeds, String... settings) {
    return planner.plan(study, new Narrowing(Map.of(), seeds, List.of(settings)));
  }

  private List<RunRecord> records(List<Long> numbers) {
    return numbers.stream().map(store::get).toList();
  }

  /** Hears the runs that are done; {@code cut} decides where the power goes off. */
  private static StudyRuns.Listener listener(List<Long> done, Consumer<RunEvent> cut) {
    return new StudyRuns.Listener() {
      @Override
      public Consumer<? super RunEvent> begins(RunRecord run) {
        return cut;
      }

      @Override
      public void finished(Runs.Recorded run) {
        done.add(run.number());
      }

      @Override
      public void failed(RunRecord run) {
        done.add(-run.id());
      }
    };
  }

  @Test
  void theCombinationsOfAxesAndSeedsAreTheRunsSeedBySeed() {
    StudyPlan plan = plan(List.of());

    assertThat(plan.runs())
        .extracting(StudyPlan.PlannedRun::name)
        .containsExactly(
            "0 seed 1", "0.5 seed 1", "1 seed 1", "0 seed 2", "0.5 seed 2", "1 seed 2");
    assertThat(plan.runs())
        .extracting(run -> tiers(run.configuration()).randomProportion())
        .containsExactly(0.0, 0.5, 1.0, 0.0, 0.5, 1.0);
    assertThat(plan.runs())
        .extracting(StudyPlan.PlannedRun::needs)
        .containsExactly(
            OptionalInt.empty(),
            OptionalInt.of(0),
            OptionalInt.of(0),
            OptionalInt.empty(),
            OptionalInt.of(3),
            OptionalInt.of(3));
  }

  /** Each data set has a base of its own, so what a predictor sets itself tells it apart. */
  @Test
  void everyRunOfTheComparatorsHasItsPlace() {
    Study comparators = new Studies(Path.of("studies")).read("comparators2");
    StudyArrangement arrangement = new StudyArrangement(comparators, configurations);
    for (StudyPlan.PlannedRun run :
        planner.plan(comparators, new Narrowing(Map.of(), List.of(1L), List.of())).runs()) {
      assertThat(arrangement.of(run.configuration()).labels())
          .isEqualTo(run.values().stream().map(Axis.AxisValue::label).toList());
    }
  }

  @Test
  void aStudyIsNarrowedByAxesSeedsAndSettings() {
    StudyPlan plan =
        planner.plan(
            study,
            new Narrowing(
                Map.of("share", List.of("0.5", "0.75")), List.of(7L), List.of("tiers=4")));

    assertThat(plan.runs())
        .extracting(StudyPlan.PlannedRun::name)
        .containsExactly("0.5 seed 7", "0.75 seed 7");
    assertThat(plan.runs()).allMatch(run -> run.configuration().predictor().tiers() == 4);
    assertThatThrownBy(
            () ->
                planner.plan(
                    study, new Narrowing(Map.of("size", List.of("1")), List.of(), List.of())))
        .hasMessage("study random-proportion has no axis 'size'; it has share");
    assertThatThrownBy(() -> plan(List.of(), "search.tops=3"))
        .hasMessageContaining("study random-proportion, 0: ")
        .hasMessageContaining("unknown key 'strategy.tops'");
  }

  @Test
  void aStudyThatWasCutOffIsTakenUpAndItsTableShown() throws IOException {
    StudyPlan plan = plan(List.of(1L, 2L));
    List<Long> done = new ArrayList<>();
    List<Long> first = by(COMMIT).submit(plan, false, Optional.empty());
    assertThat(records(first)).extracting(RunRecord::study).containsOnly("random-proportion");
    Consumer<RunEvent> cut =
        event -> {
          if (done.size() == 3 && event instanceof EpochFinished) {
            throw new PythonlessPowerCut();
          }
        };
    studyRuns.work(first, listener(done, cut));

    // the fourth, which the last two need, failed in its first epoch
    assertThat(done.subList(0, 3)).containsExactlyElementsOf(first.subList(0, 3));
    assertThat(done.get(3)).isEqualTo(-first.get(3));
    assertThat(records(first.subList(4, 6)))
        .allSatisfy(
            run -> {
              assertThat(run.state()).isEqualTo(RunState.FAILED);
              assertThat(run.message())
                  .isEqualTo("Run %d, whose predictor it needs, failed".formatted(first.get(3)));
            });
    assertThat(runs.folder(store.get(first.get(1))).result().model().trainedBy())
        .isEqualTo(store.get(first.get(0)).name());
    first.subList(0, 4).forEach(this::pretendCommit);

    // by this very code all of it counts, by changed code nothing that has begun
    List<RunEvent> heard = new ArrayList<>();
    List<Long> again = new ArrayList<>();
    List<Long> second = by(COMMIT).submit(plan, true, Optional.empty());
    assertThat(second).isEqualTo(first);
    studyRuns.work(second, listener(again, heard::add));
    assertThat(again).containsExactlyElementsOf(first.subList(3, 6));
    assertThat(heard.stream().filter(EpochFinished.class::isInstance)).hasSize(1);

    assertTable(records(second));
    assertAnotherStudyTrainsNothing(plan, first.get(0));
    List<Long> anew = by(COMMIT + "-modified").submit(plan(List.of(1L)), true, Optional.empty());
    assertThat(anew).doesNotContainAnyElementsOf(first);
    anew.forEach(states::cancel);
  }

  /** Of a study that shares predictors, also with what other studies fitted. */
  private void assertAnotherStudyTrainsNothing(StudyPlan plan, long fitted) throws IOException {
    Study other = new Study("other", study.file(), study.published());
    StudyPlan again = new StudyPlan(other, plan.runs().subList(0, 3));
    List<Long> taken = by(COMMIT).submit(again, true, Optional.empty());
    assertThat(records(taken)).extracting(RunRecord::needs).containsOnly(fitted);
    assertThat(by(COMMIT).submit(again, true, Optional.empty())).isEqualTo(taken);
    List<Long> anew = by(COMMIT).submit(again, false, Optional.empty());
    assertThat(store.get(anew.get(0)).needs()).isNull();
    taken.forEach(states::cancel);
    anew.forEach(states::cancel);
  }

  @Test
  void aDeviceSearchThatWasCutOffIsGoneOnWith() throws IOException {
    List<RunConfiguration> plan =
        List.of(
            SmallRun.configuration("seed=21"),
            SmallRun.configuration("seed=21", "search.random_proportion=1"));
    DeviceRuns again = new DeviceRuns(runs, new EarlierRuns(benchmarks, store, runs, () -> COMMIT));
    List<Long> first = new ArrayList<>();
    assertThatThrownBy(
            () ->
                again.run(
                    plan,
                    Optional.empty(),
                    RunLabel.NONE,
                    run -> event -> cutOff(run.equals(plan.get(1)), event),
                    run -> first.add(run.number()),
                    (run, why) -> {}))
        .isInstanceOf(PythonlessPowerCut.class);
    assertThat(first).hasSize(1);
    long unfinished = first.get(0) + 1;
    List.of(first.get(0), unfinished).forEach(this::pretendCommit);

    List<Long> second = new ArrayList<>();
    List<RunEvent> heard = new ArrayList<>();
    again.run(
        plan,
        Optional.empty(),
        RunLabel.NONE,
        run -> heard::add,
        run -> second.add(run.number()),
        (run, why) -> {});

    assertThat(second).containsExactly(first.get(0), unfinished);
    assertThat(heard.stream().filter(EpochFinished.class::isInstance)).isEmpty();
  }

  private static void cutOff(boolean here, RunEvent event) {
    if (here && event instanceof RunEvent.IterationFinished) {
      throw new PythonlessPowerCut();
    }
  }

  /** What a power cut is to a run. */
  private static final class PythonlessPowerCut extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Whoever tests has changed files, by which a commit is not trusted. */
  private void pretendCommit(long run) {
    try {
      Path file = runs.folder(store.get(run)).environment();
      Files.writeString(
          file,
          Files.readString(file)
              .replaceFirst("\"commit\" : \"[^\"]*\"", "\"commit\" : \"" + COMMIT + "\""));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void assertTable(List<RunRecord> records) throws IOException {
    ReportTable table = reports.tables(study, records).get(0).tables().get(0);

    assertThat(table.title()).isEqualTo("The share of a batch that is drawn at random");
    assertThat(table.toText()).contains("p = 0 ", "p = 0.5", "p = 1 ");
    assertThat(table.csv().lines().filter(line -> line.startsWith("study,")))
        .filteredOn(line -> !line.contains("optimum"))
        .hasSize(3)
        .allMatch(line -> line.matches(".*,p = [0-9.]+,2,.*"));
    assertThat(table.csv().lines().filter(line -> line.startsWith("random-search,"))).hasSize(3);
  }

  @Test
  void aRunOfAWorkerThatDiedIsGoneOnWithByAnother() throws Exception {
    List<Long> numbers = by(COMMIT).submit(plan(List.of(11L)), false, Optional.empty());
    claimByADeadProcess(numbers.get(0));
    List<Long> here = new ArrayList<>();

    studyRuns.work(numbers, listener(here, event -> {}));

    assertThat(here).containsExactlyInAnyOrderElementsOf(numbers);
    assertThat(records(numbers)).extracting(RunRecord::state).containsOnly(RunState.FINISHED);
  }

  private static void claimByADeadProcess(long run) throws SQLException, UnknownHostException {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:Study");
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE run SET state = 'running', worker = ?, heartbeat_at = CURRENT_TIMESTAMP"
                    + " WHERE id = ?")) {
      long own = ProcessHandle.current().pid();
      update.setString(1, InetAddress.getLocalHost().getHostName() + "/" + own + "/1");
      update.setLong(2, run);
      update.executeUpdate();
    }
  }
}
