package org.narq2t.tracking;

import java.nio.file.Path;
import java.util.Optional;
import org.narq2t.SmallRun;
import org.narq2t.comparison.PresetDistance;
import org.narq2t.run.Configurations;

/** The record of runs over one database, without the application around it. */
final class Record implements AutoCloseable {
  /** A worker on another machine: nobody here can ask its process. */
  static final WorkerId FAR = new WorkerId("far-away", 1, 1);

  private static final Configurations INSTALLED = new Configurations(Path.of("configs"));

  final Database database;
  final RunEvents events;
  final RunStates states;
  final RunStore store;
  final RunMetrics metrics;
  final HeldRuns held;
  final RunParameters parameters;
  final RunCandidates candidates;
  private int names;

  Record(String url) {
    database = new Database(url);
    events = new RunEvents(database);
    states = new RunStates(database, new NeededRuns(database), new DesertedRuns(database));
    store = new RunStore(database, states, new PresetDistance(INSTALLED));
    metrics = new RunMetrics(database);
    held = new HeldRuns(database);
    parameters = new RunParameters(database);
    candidates = new RunCandidates(database);
  }

  long submit(String... overrides) {
    return store.submit(
        new NewRun(
            "run-%d-%d".formatted(ProcessHandle.current().pid(), ++names),
            SmallRun.configuration(overrides),
            "surrogate"));
  }

  /** A run that {@code worker} does. */
  long running(WorkerId worker) {
    long run = submit();
    states.claim(run, worker);
    return run;
  }

  /** A run in this state, as it comes about; active ones are this process's. */
  long in(RunState state) {
    WorkerId own = WorkerId.own();
    long run = state == RunState.QUEUED ? submit() : running(own);
    switch (state) {
      case QUEUED, RUNNING -> {}
      case CANCELLING -> states.cancel(run);
      default -> metrics.end(run, own, state, "", Optional.empty());
    }
    return run;
  }

  RunState state(long run) {
    return store.get(run).state();
  }

  /** Makes the last sign of life of a run older. */
  void silence(long run, int seconds) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE run SET heartbeat_at = heartbeat_at - INTERVAL '"
                        + seconds
                        + "' SECOND WHERE id = ?",
                    run));
  }

  @Override
  public void close() {
    database.close();
  }
}
