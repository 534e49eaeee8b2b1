package org.narq2t.tracking;

import java.util.Map;
import java.util.Properties;
import org.postgresql.PGProperty;

/**
 * Where the database of runs is.
 *
 * @param url of JDBC; it can hold a password, so it is never shown
 * @param driver class of the JDBC driver
 * @param place names it in messages, without a password
 * @param properties of a connection, seconds: a server that is gone must not be waited for for ever
 */
record DatabaseAddress(String url, String driver, String place, Map<String, String> properties) {
  private static final String H2 = "jdbc:h2:";
  private static final Map<String, String> BOUNDED =
      Map.of(
          PGProperty.CONNECT_TIMEOUT.getName(), "5",
          PGProperty.SOCKET_TIMEOUT.getName(), "30",
          PGProperty.TCP_KEEP_ALIVE.getName(), "true");

  /**
   * Reads a JDBC address.
   *
   * @throws IllegalArgumentException if it is none of H2 or PostgreSQL
   */
  static DatabaseAddress of(String url) {
    if (url.startsWith(H2)) {
      return new DatabaseAddress(url, "org.h2.Driver", url.split(";")[0], Map.of());
    }
    Properties parts = org.postgresql.Driver.parseURL(url, null);
    if (parts == null || isMisspelt(parts)) {
      throw new IllegalArgumentException(
          "NARQ2T_DATABASE is not a database address: it must be"
              + " jdbc:postgresql://HOST/DATABASE?user=USER&password=PASSWORD, or unset for a file in"
              + " the folder of runs");
    }
    String place =
        "PostgreSQL at %s:%s, database %s, user %s"
            .formatted(
                PGProperty.PG_HOST.getOrDefault(parts),
                PGProperty.PG_PORT.getOrDefault(parts),
                PGProperty.PG_DBNAME.getOrDefault(parts),
                PGProperty.USER.getOrDefault(parts));
    return new DatabaseAddress(url, "org.postgresql.Driver", place, BOUNDED);
  }

  /** A user or password where a host or a name belongs would be shown with it. */
  private static boolean isMisspelt(Properties parts) {
    return PGProperty.PG_HOST.getOrDefault(parts).contains("@")
        || PGProperty.PG_DBNAME.getOrDefault(parts).matches("(?s).*[;&=@].*");
  }

  boolean isPostgresql() {
    return !url.startsWith(H2);
  }

  /**
   * What each connection begins with. A worker that is paused within a transaction holds its run
   * until PostgreSQL takes it away; H2 knows no such limit. Either waits for what is held only for
   * seconds, H2 by default.
   */
  String initialSql() {
    return isPostgresql()
        ? "SET idle_in_transaction_session_timeout = '30s'; SET lock_timeout = '3s'"
        : "";
  }
}
