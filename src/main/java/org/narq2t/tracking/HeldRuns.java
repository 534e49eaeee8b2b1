package org.narq2t.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.narq2t.tracking.RunRecord.Progress;

/** Active runs, each held by the worker that does it. */
@ApplicationScoped
class HeldRuns {
  static final String ACTIVE = "state IN ('running', 'cancelling')";

  private final Database database;

  HeldRuns(Database database) {
    this.database = database;
  }

  /**
   * A sign of life of the worker, with how far it is.
   *
   * @return the state that the run is in now; empty if it is this worker's no more
   */
  Optional<RunState> beat(long id, WorkerId worker, Progress progress) {
    return database.transaction(
        handle -> {
          if (!hold(handle, id, worker)) {
            return Optional.empty();
          }
          handle
              .createUpdate(
                  "UPDATE run SET stage = :stage, steps = :steps, steps_done = :done WHERE id ="
                      + " :id")
              .bind("stage", progress.stage())
              .bind("steps", progress.steps())
              .bind("done", progress.stepsDone())
              .bind("id", id)
              .execute();
          return handle
              .createQuery("SELECT state FROM run WHERE id = :id")
              .bind("id", id)
              .mapTo(RunState.class)
              .findOne();
        });
  }

  /**
   * Holds the row of a run for its worker until the transaction ends: nobody can take it meanwhile.
   * A worker that was taken for dead gets its run back if nobody asked for it.
   *
   * @return false if it is this worker's no more: it must write nothing then
   */
  static boolean hold(Handle handle, long id, WorkerId worker) {
    boolean held =
        RunLocked.change(
            id,
            handle
                .createUpdate(
                    "UPDATE run SET heartbeat_at = CURRENT_TIMESTAMP WHERE id = :id AND worker ="
                        + " :worker AND "
                        + ACTIVE)
                .bind("id", id)
                .bind("worker", worker.toString()));
    return held
        || new StateChange(
                RunState.RUNNING,
                "",
                "heartbeat_at = CURRENT_TIMESTAMP, finished_at = NULL",
                "state = 'interrupted' AND worker = :worker",
                Map.of("worker", worker.toString()))
            .apply(handle, id);
  }

  /** Records how a run ended; false if it is this worker's no more. */
  static boolean end(Handle handle, long id, WorkerId worker, RunState state, String message) {
    return hold(handle, id, worker) && StateChange.end(state, message, ACTIVE).apply(handle, id);
  }
}
