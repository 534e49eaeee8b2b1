package org.narq2t.tracking;

import io.agroal.api.AgroalDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.h2.api.ErrorCode;
import org.jdbi.v3.core.statement.StatementException;

/**
 * An H2 file on its way from one process to another. When the process that has it open ends or is
 * killed, others that want it are refused for some seconds, until its lock is old or one of them
 * has the file.
 */
final class FileHandover {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** H2's reasons in such a moment, among others with the same code that do not pass. */
  private static final List<String> PASSING =
      List.of("Lock file recently modified", "Another process was faster", "Concurrent update");

  private FileHandover() {}

  /**
   * Waits until a database can be opened.
   *
   * @throws SQLException if it cannot, for a reason that does not pass or has not
   */
  static void await(AgroalDataSource pool) throws SQLException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        pool.getConnection().close();
        return;
      } catch (SQLException e) {
        if (!isPassing(e) || System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** Whether a statement failed because the process behind its connection ended. */
  static boolean isBroken(StatementException failure) {
    return failure.getCause() instanceof SQLException cause
        && cause.getErrorCode() == ErrorCode.CONNECTION_BROKEN_1;
  }

  /** Whether a refusal is one of a file that is being handed over. */
  static boolean isPassing(SQLException refusal) {
    return switch (refusal.getErrorCode()) {
      case ErrorCode.ERROR_OPENING_DATABASE_1 ->
          PASSING.stream().anyMatch(String.valueOf(refusal.getMessage())::contains);
      case ErrorCode.DATABASE_ALREADY_OPEN_1, ErrorCode.CONNECTION_BROKEN_1 -> true;
      default -> false;
    };
  }
}
