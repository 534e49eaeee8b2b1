package org.narq2t.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jdbi.v3.core.Handle;

/** The states of runs, each change a {@link StateChange}. Times are the database's. */
@ApplicationScoped
public class RunStates {
  private static final String RESUMABLE = "state IN ('cancelled', 'failed', 'interrupted')";

  private final Database database;
  private final NeededRuns needs;
  private final DesertedRuns deserted;

  RunStates(Database database, NeededRuns needs, DesertedRuns deserted) {
    this.database = database;
    this.needs = needs;
    this.deserted = deserted;
  }

  /** Takes a run for a worker; false if it is not queued any more, or what it needs is missing. */
  boolean claim(long id, WorkerId worker) {
    return database.transaction(handle -> claim(handle, id, worker));
  }

  static boolean claim(Handle handle, long id, WorkerId worker) {
    return new StateChange(
            RunState.RUNNING,
            "",
            "worker = :worker, heartbeat_at = CURRENT_TIMESTAMP, started_at ="
                + " COALESCE(started_at, CURRENT_TIMESTAMP), finished_at = NULL",
            NeededRuns.READY,
            Map.of("worker", worker.toString()))
        .apply(handle, id);
  }

  /**
   * Takes the run that has been queued the longest and that no cluster is to do; empty if none is
   * that could be done now.
   */
  Optional<Long> claimNext(WorkerId worker) {
    return claimNext(worker, " AND cluster IS NULL", id -> true);
  }

  /** The same among some runs, be they a cluster's or not. */
  Optional<Long> claimNext(WorkerId worker, LongPredicate among) {
    return claimNext(worker, "", among);
  }

  private Optional<Long> claimNext(WorkerId worker, String where, LongPredicate among) {
    needs.failVain();
    while (true) {
      Optional<Long> next =
          database.query(
              "SELECT id FROM run WHERE " + NeededRuns.READY + where + " ORDER BY queued_at, id",
              query -> query.mapTo(Long.class).filter(id -> among.test(id)).findFirst());
      if (next.isEmpty() || claim(next.orElseThrow(), worker)) {
        return next;
      }
    }
  }

  /**
   * Asks for a run to be stopped: one that is queued is cancelled at once, one that runs by its
   * worker.
   *
   * @return whether there was anything to stop
   */
  public boolean cancel(long id) {
    StateChange cancelled =
        StateChange.end(RunState.CANCELLED, "before it started", "state = 'queued'");
    StateChange cancelling =
        new StateChange(RunState.CANCELLING, "", "steps = steps", "state = 'running'", Map.of());
    return database.transaction(
        handle -> cancelled.apply(handle, id) || cancelling.apply(handle, id));
  }

  /** Ends a run that cannot be done; false if it is done now, or is over. */
  boolean fail(long id, String why) {
    StateChange failed =
        StateChange.end(RunState.FAILED, why, "state IN ('queued', 'interrupted')");
    return database.transaction(handle -> failed.apply(handle, id));
  }

  /**
   * Puts a run that was cancelled, failed or interrupted back into the queue; false if it was not.
   */
  public boolean requeue(long id) {
    return resume(
        id,
        RunState.QUEUED,
        "queued_at = CURRENT_TIMESTAMP, finished_at = NULL, worker = NULL",
        Map.of());
  }

  /**
   * Takes such a run for a worker at once, and from its cluster; false if it is in another state.
   */
  boolean reclaim(long id, WorkerId worker) {
    return resume(
        id,
        RunState.RUNNING,
        "worker = :worker, heartbeat_at = CURRENT_TIMESTAMP, finished_at = NULL, cluster = NULL",
        Map.of("worker", worker.toString()));
  }

  private boolean resume(long id, RunState to, String assignments, Map<String, Object> bindings) {
    StateChange change = new StateChange(to, "", assignments, RESUMABLE, bindings);
    return database.transaction(handle -> change.apply(handle, id));
  }

  /**
   * Marks runs whose worker died as interrupted, or as cancelled if it was asked to stop; queued
   * runs that wait in vain fail.
   *
   * @return the numbers of those whose worker died
   */
  public List<Long> reap() {
    needs.failVain();
    return deserted.mark();
  }
}
