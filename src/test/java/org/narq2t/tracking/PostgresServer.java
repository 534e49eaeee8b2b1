package org.narq2t.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A PostgreSQL server to test with: the one whose address {@code NARQ2T_TEST_DATABASE} holds (of a
 * user who may make databases), else one that is unpacked and started for these tests. Where none
 * can be had the tests are skipped, but not in CI.
 */
final class PostgresServer {
  private static final Optional<String> SERVER = start();
  private static int databases;

  private PostgresServer() {}

  private static Optional<String> start() {
    String given = System.getenv().getOrDefault("NARQ2T_TEST_DATABASE", "");
    if (!given.isEmpty()) {
      return Optional.of(given);
    }
    try {
      return Optional.of(EmbeddedPostgres.start().getJdbcUrl("postgres", "postgres"));
    } catch (IOException | RuntimeException e) {
      assertThat(System.getenv("CI"))
          .as("CI needs a PostgreSQL server; none could be started: %s", e)
          .isNull();
      return Optional.empty();
    }
  }

  /** Address of a new, empty database; where there is none the test is skipped. */
  static String newDatabase() {
    Optional<String> database = findDatabase();
    assumeTrue(
        database.isPresent(),
        "skipped: no PostgreSQL server could be started; name one with NARQ2T_TEST_DATABASE");
    return database.orElseThrow();
  }

  /** The same, or empty. */
  static synchronized Optional<String> findDatabase() {
    if (SERVER.isEmpty()) {
      return SERVER;
    }
    String name = "narq2t_test_%d_%d".formatted(ProcessHandle.current().pid(), ++databases);
    execute("CREATE DATABASE " + name);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)")));
    return SERVER.map(url -> named(url, name));
  }

  private static void execute(String statement) {
    try (Connection connection = DriverManager.getConnection(SERVER.orElseThrow())) {
      connection.createStatement().execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The address of another database of the same server. */
  static String named(String url, String database) {
    return url.replaceFirst("/[^/?]+(?=\\?|$)", "/" + database);
  }
}
