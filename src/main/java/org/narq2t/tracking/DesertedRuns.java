package org.narq2t.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Active runs whose worker died. */
@ApplicationScoped
class DesertedRuns {
  /** A worker that was silent for so long is taken for dead, if its process cannot be asked. */
  private static final String SILENCE = "INTERVAL '60' SECOND";

  private static final String ENDED = "its process ended";
  private static final String SILENT = "its process was silent for a minute";

  private final Database database;

  DesertedRuns(Database database) {
    this.database = database;
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
  static boolean isDeserted(RunRecord run) {
    return ENDED.equals(run.message()) || SILENT.equals(run.message());
  }

  /**
   * Marks them as interrupted, or as cancelled if their worker was asked to stop: at once if its
   * process on this machine is gone, else when it was silent for a minute.
   *
   * @return their numbers
   */
  List<Long> mark() {
    List<Watched> active =
        database.query(
            "SELECT id, worker, heartbeat_at, heartbeat_at < CURRENT_TIMESTAMP - "
                + SILENCE
                + " AS silent FROM run WHERE "
                + HeldRuns.ACTIVE,
            query -> query.map(ConstructorMapper.of(Watched.class)).list());
    return active.stream().filter(Watched::isDead).filter(this::mark).map(Watched::id).toList();
  }

  /** Not if it was heard of since, is another's by now, or is being changed by somebody. */
  private boolean mark(Watched run) {
    String unchanged = " AND worker = :worker AND heartbeat_at = :heard";
    Map<String, Object> seen = Map.of("worker", run.worker(), "heard", run.heartbeatAt());
    StateChange interrupted =
        StateChange.end(RunState.INTERRUPTED, run.message(), "state = 'running'" + unchanged, seen);
    StateChange cancelled =
        StateChange.end(
            RunState.CANCELLED, run.message(), "state = 'cancelling'" + unchanged, seen);
    try {
      return database.transaction(
          handle -> interrupted.apply(handle, run.id()) || cancelled.apply(handle, run.id()));
    } catch (RunLocked e) {
      return false;
    }
  }
}
