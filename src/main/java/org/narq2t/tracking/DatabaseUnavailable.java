package org.narq2t.tracking;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;

/**
 * The database of runs cannot be used now; the message says which, why and what to do. As with
 * every {@link JdbiException} what was to be done can be tried again.
 */
public final class DatabaseUnavailable extends JdbiException {
  private static final long serialVersionUID = 1;

  DatabaseUnavailable(DatabaseAddress address, Throwable cause) {
    super(
        "The database of runs cannot be used (%s): %s; %s"
            .formatted(address.place(), reason(cause), remedy(address)),
        cause);
  }

  private static String reason(Throwable error) {
    Throwable first =
        causes(error).filter(SQLException.class::isInstance).findFirst().orElse(error);
    String host =
        causes(error)
            .filter(UnknownHostException.class::isInstance)
            .map(unknown -> ": unknown host " + unknown.getMessage())
            .findFirst()
            .orElse("");
    return String.valueOf(first.getMessage())
            .strip()
            .replaceAll("\\.$", "")
            .lines()
            .findFirst()
            .orElse("")
        + host;
  }

  private static Stream<Throwable> causes(Throwable error) {
    return Stream.iterate(error, cause -> cause != null, Throwable::getCause);
  }

  private static String remedy(DatabaseAddress address) {
    return address.isPostgresql()
        ? "start the server, or correct NARQ2T_DATABASE"
        : "make the folder of runs writable, or name another with NARQ2T_RUNS";
  }
}
