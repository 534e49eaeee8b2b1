package org.narq2t.tracking;

import io.agroal.api.AgroalDataSource;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** The database of runs; it is opened and migrated when it is first used. */
@ApplicationScoped
class Database {
  @Inject AgroalDataSource dataSource;
  @Inject Flyway flyway;

  private Jdbi jdbi;

  @PostConstruct
  void open() {
    flyway.migrate();
    jdbi = Jdbi.create(dataSource);
    jdbi.registerColumnMapper(
        RunState.class, (row, column, context) -> RunState.of(row.getString(column)));
    jdbi.registerRowMapper(ConstructorMapper.factory(RunRecord.class));
    jdbi.registerRowMapper(ConstructorMapper.factory(RunEvents.Recorded.class));
  }

  Jdbi jdbi() {
    return jdbi;
  }
}
