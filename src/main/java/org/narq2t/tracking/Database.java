package org.narq2t.tracking;

import io.agroal.api.AgroalDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementException;
import org.jdbi.v3.core.statement.Update;
import org.narq2t.settings.Settings;

/**
 * The database of runs: PostgreSQL if {@code narq2t.database} names one, else an H2 file. It is
 * opened and migrated when it is first used, so a command that needs no database makes none. The
 * pool is made here and not by Quarkus, which fixes the kind of database when it is built.
 */
@ApplicationScoped
class Database {
  private final String url;
  private AgroalDataSource pool;
  private Jdbi jdbi;

  @Inject
  Database(Settings settings) {
    this(settings.database().orElseGet(() -> file(settings.runs())));
  }

  Database(String url) {
    this.url = url;
  }

  /**
   * An H2 file that several processes can have open. What is committed is written at once: by
   * default the last half second is lost with a process that is killed.
   */
  static String file(Path runs) {
    return "jdbc:h2:file:%s;AUTO_SERVER=TRUE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0"
        .formatted(runs.toAbsolutePath().resolve("narq2t"));
  }

  /**
   * Where queries begin.
   *
   * @throws DatabaseUnavailable if it cannot be opened; the next call tries again
   * @throws IllegalArgumentException if the setting is no address
   */
  synchronized Jdbi jdbi() {
    if (jdbi == null) {
      jdbi = open(DatabaseAddress.of(url));
    }
    return jdbi;
  }

  /** Reads with one query. */
  <T> T query(String sql, Function<Query, T> read) {
    return again(opened -> opened.withHandle(handle -> read.apply(handle.createQuery(sql))));
  }

  /** Changes rows with one statement; returns how many. */
  int update(String sql, UnaryOperator<Update> bind) {
    return transaction(handle -> bind.apply(handle.createUpdate(sql)).execute());
  }

  /**
   * Does all or nothing: once more, if the process that has the file open ends meanwhile. A failed
   * commit is not tried again, for it may have been one.
   */
  <T> T transaction(HandleCallback<T, RuntimeException> work) {
    return again(opened -> opened.inTransaction(work));
  }

  /** Does what leaves nothing behind when a statement fails: once more, if the file went away. */
  private <T> T again(Function<Jdbi, T> work) {
    Jdbi opened = jdbi();
    try {
      return work.apply(opened);
    } catch (StatementException e) {
      if (!FileHandover.isBroken(e)) {
        throw e;
      }
      awaitFile();
      return work.apply(opened);
    }
  }

  private void awaitFile() {
    try {
      FileHandover.await(pool);
    } catch (SQLException e) {
      throw new DatabaseUnavailable(DatabaseAddress.of(url), e);
    }
  }

  /** The rows of a query as a map from column {@code name} to another column, in their order. */
  static <V> Map<String, V> byName(Query query, String column, Class<V> type) {
    return query.reduceRows(
        new LinkedHashMap<String, V>(),
        (map, row) -> {
          map.put(row.getColumn("name", String.class), row.getColumn(column, type));
          return map;
        });
  }

  /** What makes the tables, once it is told where. */
  static FluentConfiguration migrations() {
    return Flyway.configure(Database.class.getClassLoader()).locations("classpath:db/migration");
  }

  private Jdbi open(DatabaseAddress address) {
    AgroalDataSource opened = ConnectionPool.of(address);
    try {
      NewDatabase.makeIfMissing(address);
      FileHandover.await(opened);
      migrations().dataSource(opened).load().migrate();
    } catch (FlywayException | SQLException e) {
      opened.close();
      throw new DatabaseUnavailable(address, e);
    }
    pool = opened;
    Jdbi created = Jdbi.create(() -> ConnectionPool.connection(opened, address));
    created.registerColumnMapper(
        RunState.class, (row, column, context) -> RunState.of(row.getString(column)));
    created.registerRowMapper(ConstructorMapper.factory(RunRecord.class));
    created.registerRowMapper(ConstructorMapper.factory(RunEvents.RecordedEvent.class));
    return created;
  }

  @PreDestroy
  synchronized void close() {
    if (pool != null) {
      pool.close();
    }
  }
}
