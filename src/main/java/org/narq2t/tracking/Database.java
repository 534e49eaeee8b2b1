package org.narq2t.tracking;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.Query;
import org.narq2t.settings.Settings;

/**
 * The database of runs: PostgreSQL if {@code narq2t.database} names one, else an H2 file. It is
 * opened and migrated when it is first used, so a command that needs no database makes none. The
 * pool is made here and not by Quarkus, which fixes the kind of database when it is built.
 */
@ApplicationScoped
class Database {
  private static final int CONNECTIONS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

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

  /** The rows of a query as a map from column {@code name} to another column, in their order. */
  static <V> Map<String, V> byName(Query query, String column, Class<V> type) {
    return query.reduceRows(
        new LinkedHashMap<String, V>(),
        (map, row) -> {
          map.put(row.getColumn("name", String.class), row.getColumn(column, type));
          return map;
        });
  }

  private Jdbi open(DatabaseAddress address) {
    AgroalDataSource opened = pool(address);
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(opened)
          .locations("classpath:db/migration")
          .load()
          .migrate();
    } catch (FlywayException e) {
      opened.close();
      throw new DatabaseUnavailable(address, e);
    }
    pool = opened;
    Jdbi created = Jdbi.create(() -> connection(opened, address));
    created.registerColumnMapper(
        RunState.class, (row, column, context) -> RunState.of(row.getString(column)));
    created.registerRowMapper(ConstructorMapper.factory(RunRecord.class));
    created.registerRowMapper(ConstructorMapper.factory(RunEvents.Recorded.class));
    return created;
  }

  /**
   * Connections are tried before they are used: the process or server behind them may be gone, or
   * H2 has closed itself for want of disk, which its own {@code isValid} does not notice.
   */
  private static AgroalDataSource pool(DatabaseAddress address) {
    AgroalDataSourceConfigurationSupplier configuration =
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(
                connections ->
                    connections
                        .maxSize(CONNECTIONS)
                        .acquisitionTimeout(PATIENCE)
                        .validateOnBorrow(true)
                        .connectionValidator(ConnectionValidator.sqlValidator("SELECT 1", 5))
                        .connectionFactoryConfiguration(
                            factory -> {
                              address.properties().forEach(factory::jdbcProperty);
                              return factory
                                  .jdbcUrl(address.url())
                                  .initialSql(address.initialSql())
                                  .connectionProviderClassName(address.driver());
                            }));
    try {
      return AgroalDataSource.from(configuration);
    } catch (SQLException e) {
      throw new DatabaseUnavailable(address, e);
    }
  }

  private static Connection connection(AgroalDataSource pool, DatabaseAddress address) {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw new DatabaseUnavailable(address, e);
    }
  }

  @PreDestroy
  synchronized void close() {
    if (pool != null) {
      pool.close();
    }
  }
}
