package org.narq2t.tracking;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.h2.api.ErrorCode;

/** The few connections that a process has to its database. */
final class ConnectionPool {
  private static final int CONNECTIONS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration HANDOVER = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofMillis(100);

  /** H2's refusals while the file goes from one process to another. */
  private static final Set<Integer> BEING_HANDED_OVER =
      Set.of(ErrorCode.ERROR_OPENING_DATABASE_1, ErrorCode.DATABASE_ALREADY_OPEN_1);

  private ConnectionPool() {}

  /**
   * Connections are tried before they are used: the process or server behind them may be gone, or
   * H2 has closed itself for want of disk, which its own {@code isValid} does not notice.
   */
  static AgroalDataSource of(DatabaseAddress address) {
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

  /**
   * One of them. When the process that has an H2 file open ends or is killed, others that want it
   * are refused for some seconds, until its lock is old or one of them has it: they try again.
   */
  static Connection connection(AgroalDataSource pool, DatabaseAddress address) {
    long end = System.nanoTime() + HANDOVER.toNanos();
    while (true) {
      try {
        return pool.getConnection();
      } catch (SQLException e) {
        if (!BEING_HANDED_OVER.contains(e.getErrorCode()) || System.nanoTime() > end) {
          throw new DatabaseUnavailable(address, e);
        }
        LockSupport.parkNanos(RETRY.toNanos());
      }
    }
  }
}
