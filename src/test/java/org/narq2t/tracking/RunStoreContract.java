package org.narq2t.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.narq2t.SmallRun;
import org.narq2t.tracking.RunRecord.Progress;

/** What the table of runs promises, on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class RunStoreContract {
  private static final WorkerId OWN = WorkerId.own();
  private static final WorkerId FAR = Record.FAR;
  private static final WorkerId DEAD = new WorkerId(OWN.host(), OWN.process(), 1);

  private String url;
  private Record record;
  private RunStore store;
  private RunStates states;

  /** Address of an empty database that other processes of this machine can use too. */
  abstract String newDatabase();

  @BeforeAll
  void open() {
    url = newDatabase();
    record = new Record(url);
    store = record.store;
    states = record.states;
  }

  @AfterAll
  void close() {
    if (record != null) {
      record.close();
    }
  }

  @BeforeEach
  void empty() {
    record.database.jdbi().useHandle(handle -> handle.execute("DELETE FROM run"));
  }

  @Test
  void runsAreTakenInTheOrderInWhichTheyWereQueuedAndResumedOnesComeLast() {
    long resumed = record.in(RunState.FAILED);
    long first = record.submit();
    long second = record.submit();
    states.requeue(resumed);

    assertThat(Claimer.claimAll(states)).containsExactly(first, second, resumed);
    assertThat(record.state(first)).isEqualTo(RunState.RUNNING);
    assertThat(store.get(first).startedAt()).isNotNull();
    assertThat(states.claim(first, FAR)).isFalse();
  }

  private long needing(long needed, String study) {
    return store.submit(
        new NewRun(
            "needing-%d-%d".formatted(needed, System.nanoTime()),
            SmallRun.configuration("search.mode=random"),
            "surrogate",
            Optional.of(needed),
            Optional.of(study),
            Optional.empty()));
  }

  @Test
  void aRunOfAClusterIsTakenByItsTaskAloneUntilSomebodyTakesItBack() {
    long elsewhere = record.submit();
    long here = record.submit();
    store.assign(elsewhere, Optional.of("{}"));
    assertThat(store.ofClusters()).extracting(RunRecord::id).containsExactly(elsewhere);

    assertThat(states.claimNext(OWN)).contains(here);
    assertThat(states.claimNext(OWN)).isEmpty();
    assertThat(states.claimNext(FAR, run -> run == elsewhere)).contains(elsewhere);
    store.assign(elsewhere, Optional.empty()); // not while it is done
    assertThat(store.get(elsewhere).cluster()).isEqualTo("{}");

    record.metrics.end(elsewhere, FAR, RunState.INTERRUPTED, "", Optional.empty());
    assertThat(store.ofClusters()).isEmpty();
    assertThat(states.reclaim(elsewhere, OWN)).isTrue();
    assertThat(store.get(elsewhere).cluster()).isNull();
  }

  @Test
  void onlyARunThatNobodyDoesFailsBecauseItCannotBeDone() {
    long queued = record.submit();
    long running = record.running(FAR);

    assertThat(states.fail(queued, "no node has Java")).isTrue();
    assertThat(states.fail(running, "no node has Java")).isFalse();
    assertThat(record.state(running)).isEqualTo(RunState.RUNNING);
    assertThat(store.get(queued).message()).isEqualTo("no node has Java");
  }

  @Test
  void aRunThatNeedsAnothersPredictorIsTakenOnlyOnceThatOneIsFinished() {
    long needed = record.submit();
    long needing = needing(needed, "mine");
    long other = record.submit();

    assertThat(states.claim(needing, OWN)).isFalse();
    assertThat(Claimer.claimAll(states)).containsExactly(needed, other);
    record.metrics.end(needed, OWN, RunState.FINISHED, "", Optional.empty());
    assertThat(Claimer.claimAll(states)).containsExactly(needing);
    assertThat(store.get(needing).needs()).isEqualTo(needed);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "CANCELLED"})
  void aRunWhoseNeededOneWillNotFinishSaysSo(RunState end) {
    long needed = record.in(end);
    long needing = needing(needed, "mine");

    assertThat(Claimer.claimAll(states)).isEmpty();
    assertThat(record.state(needing)).isEqualTo(RunState.FAILED);
    assertThat(store.get(needing).message())
        .startsWith("Run %d, whose predictor it needs, ".formatted(needed))
        .endsWith(end == RunState.FAILED ? "failed" : "was cancelled");
    assertThat(record.events.after(needing, 0)).hasSize(2);
  }

  @Test
  void aRunWhoseNeededOneWasInterruptedWaitsForIt() {
    long needed = record.in(RunState.INTERRUPTED);
    long needing = needing(needed, "mine");

    assertThat(Claimer.claimAll(states)).isEmpty();
    assertThat(record.state(needing)).isEqualTo(RunState.QUEUED);
  }

  @Test
  void aRunWhoseNeededOneWasDeletedSaysSo() {
    long needed = record.in(RunState.INTERRUPTED);
    long needing = needing(needed, "mine");
    store.delete(needed);
    states.reap();

    assertThat(store.get(needing).message()).endsWith("was deleted");
  }

  @Test
  void theRunsOfAStudyAreFoundAndRunsOfNoneCanBecomeTheirs() {
    long own = needing(record.submit(), "mine");
    long adopted = record.submit();
    store.adopt(adopted, "mine");
    store.adopt(own, "another");

    assertThat(store.ofStudy("mine")).extracting(RunRecord::id).containsExactly(own, adopted);
    assertThat(store.ofStudy("another")).isEmpty();
  }

  @Test
  void aWorkerCanTakeTheRunsOfOneStudyOnly() {
    record.submit();
    long own = record.submit();

    assertThat(states.claimNext(OWN, run -> run == own)).contains(own);
    assertThat(states.claimNext(OWN, run -> run == own)).isEmpty();
  }

  @Test
  void threadsAndProcessesThatWantTheSameRunsGetEachOnce() throws Exception {
    List<Long> all = Stream.generate(() -> record.submit()).limit(100).toList();
    try (Claimer first = new Claimer(url);
        Claimer second = new Claimer(url)) {
      Callable<List<Long>> thread = () -> Claimer.claimAll(states);

      List<List<Long>> claimed = atOnce(List.of(first::claim, thread, second::claim, thread));

      assertThat(claimed.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(all);
      assertThat(claimed.stream().filter(List::isEmpty).count()).isLessThan(3);
    }
  }

  @Test
  void aWorkerSaysHowFarItIsAndHearsThatItsRunIsCancelled() {
    long run = record.running(FAR);

    assertThat(record.held.beat(run, FAR, new Progress("train", 20, 5))).contains(RunState.RUNNING);
    assertThat(store.get(run).progress()).isEqualTo(new Progress("train", 20, 5));
    assertThat(states.cancel(run)).isTrue();
    assertThat(record.held.beat(run, FAR, new Progress("train", 20, 6)))
        .contains(RunState.CANCELLING);
  }

  @Test
  void onlyTheWorkerOfARunWritesAboutIt() {
    long run = record.running(FAR);

    assertThat(record.held.beat(run, OWN, new Progress("train", 20, 5))).isEmpty();
    assertThat(record.metrics.record(run, OWN, Events.epoch(0, 1))).isFalse();
    assertThat(record.metrics.end(run, OWN, RunState.FAILED, "no", Optional.empty())).isFalse();

    assertThat(store.get(run).progress()).isEqualTo(Progress.NONE);
    assertThat(record.state(run)).isEqualTo(RunState.RUNNING);
    assertThat(record.metrics.series(run)).isEmpty();
    assertThat(kinds(run)).containsExactly("state", "state");
  }

  @ParameterizedTest
  @EnumSource
  void cancellingStopsWhatWaitsOrRunsAndNothingElse(RunState before) {
    long run = record.in(before);

    boolean asked = states.cancel(run);

    assertThat(asked).isEqualTo(before == RunState.QUEUED || before == RunState.RUNNING);
    assertThat(record.state(run))
        .isEqualTo(
            switch (before) {
              case QUEUED -> RunState.CANCELLED;
              case RUNNING -> RunState.CANCELLING;
              default -> before;
            });
  }

  @ParameterizedTest
  @EnumSource
  void whatWasCutOffAndNothingElseCanBeQueuedAgainOrTaken(RunState before) {
    long queued = record.in(before);
    long taken = record.in(before);

    assertThat(states.requeue(queued)).isEqualTo(before.canResume());
    assertThat(states.reclaim(taken, FAR)).isEqualTo(before.canResume());

    assertThat(record.state(queued)).isEqualTo(before.canResume() ? RunState.QUEUED : before);
    assertThat(record.state(taken)).isEqualTo(before.canResume() ? RunState.RUNNING : before);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsOverAndNothingElseCanBeDeletedWithAllThatIsRecordedOfIt(RunState before) {
    long run = record.in(before);

    assertThat(store.delete(run)).isEqualTo(before.isOver());

    assertThat(store.find(run).isEmpty()).isEqualTo(before.isOver());
    assertThat(record.parameters.of(run).isEmpty()).isEqualTo(before.isOver());
    assertThat(record.events.after(run, 0).isEmpty()).isEqualTo(before.isOver());
  }

  @Test
  void anEndedRunKeepsWhyAndWhen() {
    long run = record.running(FAR);

    assertThat(record.metrics.end(run, FAR, RunState.FAILED, "x".repeat(9_000), Optional.empty()))
        .isTrue();

    assertThat(store.get(run).message()).hasSize(2_000);
    assertThat(store.get(run).finishedAt()).isNotNull();
    assertThat(record.metrics.end(run, FAR, RunState.FINISHED, "", Optional.empty())).isFalse();
  }

  @Test
  void runsWhoseProcessIsGoneAreMarkedAtOnceThoseOfASilentOneAfterAMinute() {
    long dead = record.running(DEAD);
    long deadAndCancelled = record.running(DEAD);
    states.cancel(deadAndCancelled);
    long alive = record.running(OWN);
    long far = record.running(FAR);
    long silent = record.running(FAR);
    record.silence(far, 50);
    record.silence(silent, 70);

    assertThat(states.reap()).containsExactlyInAnyOrder(dead, deadAndCancelled, silent);

    assertThat(store.get(dead).message()).isEqualTo("its process ended");
    assertThat(store.get(silent).message()).isEqualTo("its process was silent for a minute");
    assertThat(Stream.of(dead, deadAndCancelled, silent, far, alive).map(record::state))
        .containsExactly(
            RunState.INTERRUPTED,
            RunState.CANCELLED,
            RunState.INTERRUPTED,
            RunState.RUNNING,
            RunState.RUNNING);
  }

  @Test
  void aWorkerThatWasTakenForDeadGetsItsRunBackUnlessSomebodyAskedForIt() {
    List<Long> runs = Stream.generate(() -> record.running(FAR)).limit(4).toList();
    runs.forEach(run -> record.silence(run, 70));
    states.reap();
    states.requeue(runs.get(1));
    states.reclaim(runs.get(2), OWN);

    assertThat(record.held.beat(runs.get(0), FAR, Progress.NONE)).contains(RunState.RUNNING);
    assertThat(record.held.beat(runs.get(1), FAR, Progress.NONE)).isEmpty();
    assertThat(record.held.beat(runs.get(2), FAR, Progress.NONE)).isEmpty();
    assertThat(record.metrics.end(runs.get(3), FAR, RunState.FINISHED, "", Optional.empty()))
        .isTrue();

    assertThat(runs.stream().map(record::state))
        .containsExactly(RunState.RUNNING, RunState.QUEUED, RunState.RUNNING, RunState.FINISHED);
    assertThat(store.get(runs.get(0)).finishedAt()).isNull();
  }

  @Test
  void runsAreListedByStateSpaceAndDatasetPageByPageTheNewestFirst() {
    long first = record.submit();
    long cifar100 = record.submit("dataset=cifar100");
    long last = record.submit();
    states.cancel(last);
    RunFilter cifar10 = RunFilter.ALL.dataset(Optional.of("cifar10"));
    RunFilter queued = RunFilter.in(RunState.QUEUED).space(Optional.of("nasbench201"));

    assertThat(numbers(RunFilter.ALL, 0, 10)).containsExactly(last, cifar100, first);
    assertThat(numbers(RunFilter.ALL, 1, 1)).containsExactly(cifar100);
    assertThat(numbers(cifar10, 0, 10)).containsExactly(last, first);
    assertThat(numbers(queued, 0, 10)).containsExactly(cifar100, first);
    assertThat(store.count(queued)).isEqualTo(2);
    assertThat(store.count(RunFilter.ALL)).isEqualTo(3);
  }

  @Test
  void runsAreFoundByWhatTheyAreCalledAndSortedByWhatCameOut() {
    long low = record.running(OWN);
    long high = record.running(OWN);
    long open = record.submit("seed=5");
    record.metrics.end(low, OWN, RunState.FINISHED, "", Optional.empty());
    database(low, 90.5);
    database(high, 93.25);
    store.label(low, new RunLabel("100% sure", "pixel3, small", "of May"));
    store.label(
        high,
        store.get(high).label().with(Optional.of("second"), Optional.empty(), Optional.empty()));

    assertThat(store.get(low).label())
        .isEqualTo(new RunLabel("100% sure", "pixel3 small", "of May"));
    assertThat(numbers(text("PIXEL3"), 0, 10)).containsExactly(low);
    assertThat(numbers(text("0%"), 0, 10)).containsExactly(low);
    assertThat(numbers(text("a%e"), 0, 10)).isEmpty();
    assertThat(numbers(text("second"), 0, 10)).containsExactly(high);
    assertThat(store.list(RunFilter.ALL, RunOrder.VALIDATION, 0, 10).stream().map(RunRecord::id))
        .containsExactly(high, low, open);
    assertThat(store.list(RunFilter.ALL, RunOrder.OLDEST, 0, 1))
        .extracting(RunRecord::id)
        .containsExactly(low);
    assertThat(
            store.count(
                new RunFilter(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("as-released"),
                    Optional.of(5L),
                    Optional.empty())))
        .isEqualTo(1);
    assertThat(store.get(open).changed()).isPositive();
  }

  private static RunFilter text(String word) {
    return new RunFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(word));
  }

  private void database(long run, double accuracy) {
    record
        .database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO metric (run_id, name, step, amount) VALUES (?, 'validation_test', -1, ?)",
                    run,
                    accuracy));
  }

  @Test
  void aRunIsKeptWithItsConfigurationAndSettings() {
    long run = record.submit("seed=7", "search.top=4");

    assertThat(store.get(run).seed()).isEqualTo(7);
    assertThat(record.parameters.yaml(run).orElseThrow()).contains("seed: 7");
    assertThat(record.parameters.of(run)).containsEntry("strategy.top", "4");
    assertThatThrownBy(() -> store.get(run + 1_000)).hasMessageContaining("runs list");
  }

  @Test
  void eventsAreNumberedWithoutGapsWhoeverWritesThem() throws Exception {
    long run = record.running(OWN);
    Callable<Boolean> epochs =
        () -> {
          for (int epoch = 0; epoch < 20; epoch++) {
            record.metrics.record(run, OWN, Events.epoch(epoch, 1));
          }
          return true;
        };

    assertThat(atOnce(List.of(epochs, epochs, () -> states.cancel(run)))).containsOnly(true);

    assertThat(record.events.after(run, 0))
        .extracting(RunEvents.RecordedEvent::number)
        .containsExactlyElementsOf(Stream.iterate(1, n -> n + 1).limit(2 + 40 + 1).toList());
    assertThat(record.events.after(run, 41)).hasSize(2);
    assertThat(record.events.after(run, 43)).isEmpty();
  }

  @Test
  void anEpochThatIsRecordedAgainReplacesItselfAndWhatIsNoNumberIsLeftOut() {
    long run = record.running(OWN);
    record.metrics.record(run, OWN, Events.epoch(0, 3));
    record.metrics.record(run, OWN, Events.epoch(1, 2));
    record.metrics.record(run, OWN, Events.epoch(1, Double.NaN));

    assertThat(record.metrics.series(run))
        .filteredOn(metric -> metric.name().equals("train_loss"))
        .containsExactly(new RunMetrics.Metric("train_loss", 0, 3));
    assertThat(record.metrics.summary(run)).isEqualTo(Map.of());
  }

  @Test
  void anIterationThatIsRecordedAgainReplacesItselfAndAllAfterIt() {
    long run = record.running(OWN);
    record.metrics.record(run, OWN, Events.iteration(0, 10, 11));
    record.metrics.record(run, OWN, Events.iteration(1, 12));
    record.metrics.record(run, OWN, Events.iteration(2, 13));
    record.metrics.record(run, OWN, Events.iteration(1, 14));

    assertThat(record.candidates.of(run))
        .containsExactly(
            new RunCandidates.LookedUp(0, 0, 10, 0.5f, 90, Double.NaN),
            new RunCandidates.LookedUp(1, 0, 11, 0.5f, 90, Double.NaN),
            new RunCandidates.LookedUp(2, 1, 14, 0.5f, 90, Double.NaN));
  }

  @Test
  void aDatabaseOfTheFirstVersionIsBroughtUpToDateAndRead() throws Exception {
    String old = newDatabase();
    try (Connection connection = DriverManager.getConnection(old);
        InputStream rows = getClass().getResourceAsStream("/tracking/version-1.sql")) {
      Flyway.configure().dataSource(old, null, null).target("1").load().migrate();
      for (String statement : new String(rows.readAllBytes(), UTF_8).split(";\\s*\n")) {
        connection.createStatement().execute(statement);
      }
    }
    try (Record migrated = new Record(old)) {
      List<RunRecord> runs = migrated.store.list();

      assertThat(runs).extracting(RunRecord::id).containsExactly(3L, 2L, 1L);
      assertThat(runs)
          .extracting(RunRecord::state)
          .containsExactly(RunState.INTERRUPTED, RunState.FAILED, RunState.FINISHED);
      assertThat(runs.get(1).message()).isEqualTo("No space left on device");
      assertThat(runs.get(2).submittedAt()).isEqualTo(runs.get(2).startedAt());
      assertThat(runs.get(2).startedAt().toInstant()).isEqualTo("2026-11-02T08:15:30Z");
      assertThat(migrated.parameters.yaml(1)).isEmpty();
      assertThat(migrated.parameters.of(1)).containsEntry("strategy.mode", "statistics");
      assertThat(migrated.metrics.summary(1)).containsEntry("oracle-test_test", 94.37);
      assertThat(migrated.metrics.series(1))
          .containsExactly(new RunMetrics.Metric("train_loss", 0, 2.5));
      assertThat(migrated.candidates.of(1))
          .containsExactly(new RunCandidates.LookedUp(0, 0, 1462, 0.75f, 91.5, 94.37));
      assertThat(migrated.submit()).isEqualTo(4);
      assertThat(migrated.states.requeue(3)).isTrue();
    }
  }

  private List<String> kinds(long run) {
    return record.events.after(run, 0).stream().map(RunEvents.RecordedEvent::kind).toList();
  }

  private List<Long> numbers(RunFilter filter, int offset, int limit) {
    return store.list(filter, offset, limit).stream().map(RunRecord::id).toList();
  }

  private static <T> List<T> atOnce(List<Callable<T>> all)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(all.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> each : threads.invokeAll(all)) {
        results.add(each.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aRunThatAnotherProcessHoldsIsNeitherWaitedForForEverNorTakenForDead() {
    long held = record.running(FAR);
    record.silence(held, 70);
    long dead = record.running(DEAD);
    try (Handle holder = record.database.jdbi().open()) {
      holder.begin().execute("UPDATE run SET message = 'held' WHERE id = ?", held);

      assertThat(states.reap()).containsExactly(dead);
      assertThatThrownBy(() -> states.cancel(held))
          .isInstanceOf(RunLocked.class)
          .hasMessageStartingWith("Run " + held + " is held in the database by another process");

      holder.rollback();
    }
    assertThat(states.reap()).containsExactly(held);
  }
}
