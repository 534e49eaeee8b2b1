package org.narq2t.tracking;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** The few connections that a process has to its database. */
final class ConnectionPool {
  private static final int CONNECTIONS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

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

  /** One of them. */
  static Connection connection(AgroalDataSource pool, DatabaseAddress address) {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw new DatabaseUnavailable(address, e);
    }
  }
}
