package org.narq2t.tracking;

import java.sql.SQLException;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;

/**
 * The state of a run cannot be changed now, because another process is changing it and does not
 * end: it may be paused. What was to be done can be tried again.
 */
public final class RunLocked extends JdbiException {
  private static final long serialVersionUID = 1;

  /** SQL states: the lock timeouts of H2 and of PostgreSQL. */
  private static final Set<String> LOCK_TIMEOUT = Set.of("HYT00", "55P03");

  private RunLocked(long run, Throwable cause) {
    super(
        "Run %d is held in the database by another process, which may be paused: try again when that"
                .formatted(run)
            + " has gone on or ended",
        cause);
  }

  /**
   * Changes the row of a run; returns whether it was there.
   *
   * @throws RunLocked if it waited for too long
   */
  static boolean change(long run, Update update) {
    try {
      return update.execute() == 1;
    } catch (UnableToExecuteStatementException e) {
      if (e.getCause() instanceof SQLException cause
          && LOCK_TIMEOUT.contains(cause.getSQLState())) {
        throw new RunLocked(run, e);
      }
      throw e;
    }
  }
}
