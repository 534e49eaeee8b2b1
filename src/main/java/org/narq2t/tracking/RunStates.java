package org.narq2t.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.narq2t.tracking.RunRecord.Progress;

/**
 * The changes of the states of runs. Each is one conditional update, so of two processes that want
 * the same run one gets it. Times are the database's.
 */
@ApplicationScoped
public class RunStates {
  /** A worker that was silent for so long is taken for dead, if its process cannot be asked. */
  private static final String SILENCE = "INTERVAL '60' SECOND";

  private static final String ACTIVE = "state IN ('running', 'cancelling')";
  private static final String RESUMABLE = "state IN ('cancelled', 'failed', 'interrupted')";
  private static final int MESSAGE_LENGTH = 2000;
  private static final String ENDED = "its process ended";
  private static final String SILENT = "its process was silent for a minute";

  @Inject Database database;
  @Inject RunEvents events;

  /** Queued, and what it needs is there. */
  private static final String READY =
      "state = 'queued' AND (needs IS NULL OR EXISTS (SELECT 1 FROM run needed WHERE needed.id ="
          + " run.needs AND needed.state = 'finished'))";

  /** Takes a run for a worker; false if it is not queued any more, or what it needs is missing. */
  boolean claim(long id, WorkerId worker) {
    return database.jdbi().inTransaction(handle -> claim(handle, id, worker));
  }

  boolean claim(Handle handle, long id, WorkerId worker) {
    return change(
        handle,
        id,
        RunState.RUNNING,
        "",
        "worker = :worker, heartbeat_at = CURRENT_TIMESTAMP, started_at ="
            + " COALESCE(started_at, CURRENT_TIMESTAMP), finished_at = NULL",
        READY,
        Map.of("worker", worker.toString()));
  }

  /** Takes the run that has been queued the longest; empty if none is that could be done now. */
  Optional<Long> claimNext(WorkerId worker) {
    return claimNext(worker, id -> true);
  }

  /** The same among some runs. */
  Optional<Long> claimNext(WorkerId worker, LongPredicate among) {
    failNeedless();
    while (true) {
      Optional<Long> next =
          database
              .jdbi()
              .withHandle(
                  handle ->
                      handle
                          .createQuery(
                              "SELECT id FROM run WHERE " + READY + " ORDER BY queued_at, id")
                          .mapTo(Long.class)
                          .filter(id -> among.test(id))
                          .findFirst());
      if (next.isEmpty() || claim(next.orElseThrow(), worker)) {
        return next;
      }
    }
  }

  /** A queued run, and the state of the run that it needs; null if that is deleted. */
  public record Needing(long id, long needs, String needed) {
    private String message() {
      String what =
          needed == null ? "was deleted" : needed.equals("failed") ? "failed" : "was cancelled";
      return "Run %d, whose predictor it needs, %s".formatted(needs, what);
    }
  }

  /** Queued runs that need the predictor of a run which will not have one by itself say so. */
  private void failNeedless() {
    database
        .jdbi()
        .useTransaction(
            handle ->
                handle
                    .createQuery(
                        "SELECT run.id, run.needs, needed.state AS needed FROM run LEFT JOIN run"
                            + " needed ON needed.id = run.needs WHERE run.state = 'queued' AND"
                            + " run.needs IS NOT NULL AND (needed.id IS NULL OR needed.state IN"
                            + " ('failed', 'cancelled'))")
                    .map(ConstructorMapper.of(Needing.class))
                    .list()
                    .forEach(
                        run ->
                            change(
                                handle,
                                run.id(),
                                RunState.FAILED,
                                run.message(),
                                "finished_at = CURRENT_TIMESTAMP",
                                "state = 'queued'",
                                Map.of())));
  }

  /**
   * A sign of life of the worker, with how far it is.
   *
   * @return the state that the run is in now; empty if it is this worker's no more
   */
  Optional<RunState> beat(long id, WorkerId worker, Progress progress) {
    return database
        .jdbi()
        .inTransaction(
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
  boolean hold(Handle handle, long id, WorkerId worker) {
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
        || change(
            handle,
            id,
            RunState.RUNNING,
            "",
            "heartbeat_at = CURRENT_TIMESTAMP, finished_at = NULL",
            "state = 'interrupted' AND worker = :worker",
            Map.of("worker", worker.toString()));
  }

  /** Records how a run ended; false if it is this worker's no more. */
  boolean end(Handle handle, long id, WorkerId worker, RunState state, String message) {
    return hold(handle, id, worker)
        && change(handle, id, state, message, "finished_at = CURRENT_TIMESTAMP", ACTIVE, Map.of());
  }

  /**
   * Asks for a run to be stopped: one that is queued is cancelled at once, one that runs by its
   * worker.
   *
   * @return whether there was anything to stop
   */
  public boolean cancel(long id) {
    return database
        .jdbi()
        .inTransaction(
            handle ->
                change(
                        handle,
                        id,
                        RunState.CANCELLED,
                        "before it started",
                        "finished_at = CURRENT_TIMESTAMP",
                        "state = 'queued'",
                        Map.of())
                    || change(
                        handle,
                        id,
                        RunState.CANCELLING,
                        "",
                        "steps = steps",
                        "state = 'running'",
                        Map.of()));
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

  /** Takes such a run for a worker at once; false if it is in another state. */
  boolean reclaim(long id, WorkerId worker) {
    return resume(
        id,
        RunState.RUNNING,
        "worker = :worker, heartbeat_at = CURRENT_TIMESTAMP, finished_at = NULL",
        Map.of("worker", worker.toString()));
  }

  private boolean resume(long id, RunState to, String assignments, Map<String, Object> bindings) {
    return database
        .jdbi()
        .inTransaction(handle -> change(handle, id, to, "", assignments, RESUMABLE, bindings));
  }

  /**
   * Marks runs whose worker died as interrupted, or as cancelled if it was asked to stop: at once
   * if its process on this machine is gone, else when it was silent for a minute.
   *
   * @return their numbers
   */
  public List<Long> reap() {
    failNeedless();
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT id, worker, heartbeat_at, heartbeat_at < CURRENT_TIMESTAMP - "
                            + SILENCE
                            + " AS silent FROM run WHERE "
                            + ACTIVE)
                    .map(ConstructorMapper.of(Watched.class))
                    .list())
        .stream()
        .filter(Watched::isDead)
        .filter(this::markDead)
        .map(Watched::id)
        .toList();
  }

  /** An active run as its worker was heard of last. */
  public record Watched(long id, String worker, OffsetDateTime heartbeatAt, boolean silent) {
    private boolean isGone() {
      return WorkerId.parse(worker).map(WorkerId::isGone).orElse(true);
    }

    private boolean isDead() {
      return silent || isGone();
    }

    private String message() {
      return isGone() ? ENDED : SILENT;
    }
  }

  /** Whether the worker of an interrupted run died, rather than was stopped. */
  static boolean isAbandoned(RunRecord run) {
    return ENDED.equals(run.message()) || SILENT.equals(run.message());
  }

  /** Not if it was heard of since, is another's by now, or is being changed by somebody. */
  private boolean markDead(Watched run) {
    try {
      return markUnchanged(run);
    } catch (RunLocked e) {
      return false;
    }
  }

  private boolean markUnchanged(Watched run) {
    String unchanged = " AND worker = :worker AND heartbeat_at = :heard";
    Map<String, Object> seen = Map.of("worker", run.worker(), "heard", run.heartbeatAt());
    return database
        .jdbi()
        .inTransaction(
            handle ->
                change(
                        handle,
                        run.id(),
                        RunState.INTERRUPTED,
                        run.message(),
                        "finished_at = CURRENT_TIMESTAMP",
                        "state = 'running'" + unchanged,
                        seen)
                    || change(
                        handle,
                        run.id(),
                        RunState.CANCELLED,
                        run.message(),
                        "finished_at = CURRENT_TIMESTAMP",
                        "state = 'cancelling'" + unchanged,
                        seen));
  }

  private boolean change(
      Handle handle,
      long id,
      RunState to,
      String message,
      String assignments,
      String condition,
      Map<String, Object> bindings) {
    String kept = message.substring(0, Math.min(MESSAGE_LENGTH, message.length()));
    boolean changed =
        RunLocked.change(
            id,
            handle
                .createUpdate(
                    "UPDATE run SET state = :to, message = :message, "
                        + assignments
                        + " WHERE id = :id AND "
                        + condition)
                .bind("to", to.key())
                .bind("message", kept.isEmpty() ? null : kept)
                .bind("id", id)
                .bindMap(bindings));
    if (changed) {
      events.state(handle, id, to, kept);
    }
    return changed;
  }
}
