package org.narq2t.experiment;

import io.agroal.api.AgroalDataSource;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.narq2t.evaluation.Protocol;
import org.narq2t.experiment.RunEvent.EpochRecord;
import org.narq2t.experiment.config.RunConfiguration;
import org.narq2t.search.Candidate;

/** The database of runs: states, parameters, metrics over time and candidates. */
@ApplicationScoped
public class RunStore {
  @Inject AgroalDataSource dataSource;
  @Inject Flyway flyway;

  private Jdbi jdbi;

  @PostConstruct
  void open() {
    flyway.migrate();
    jdbi = Jdbi.create(dataSource);
    jdbi.registerRowMapper(ConstructorMapper.factory(RunRecord.class));
    markInterrupted();
  }

  /** A run whose process died cannot say so itself. */
  private void markInterrupted() {
    for (RunRecord run : list()) {
      if (run.state().equals("running") && ProcessHandle.of(run.process()).isEmpty()) {
        stop(run.id(), "interrupted", "its process ended");
      }
    }
  }

  /** Records that a run began; returns its number. */
  public long begin(String name, RunConfiguration configuration, String benchmark) {
    return jdbi.inTransaction(
        handle -> {
          long id =
              handle
                  .createUpdate(
                      "INSERT INTO run (name, state, space, dataset, preset, seed, benchmark, process,"
                          + " started_at) VALUES (:name, 'running', :space, :dataset, :preset, :seed,"
                          + " :benchmark, :process, :now)")
                  .bind("process", ProcessHandle.current().pid())
                  .bind("name", name)
                  .bind("space", configuration.space())
                  .bind("dataset", configuration.dataset().key())
                  .bind("preset", configuration.preset())
                  .bind("seed", configuration.seed())
                  .bind("benchmark", benchmark)
                  .bind("now", now())
                  .executeAndReturnGeneratedKeys("id")
                  .mapTo(Long.class)
                  .one();
          PreparedBatch batch =
              handle.prepareBatch("INSERT INTO parameter VALUES (:run, :name, :value)");
          Json.flatten(configuration)
              .forEach(
                  (key, value) ->
                      batch.bind("run", id).bind("name", key).bind("value", value).add());
          batch.execute();
          return id;
        });
  }

  /** Records an epoch as it ends. */
  public void epoch(long run, EpochRecord epoch) {
    int step = epoch.train().epoch();
    jdbi.useHandle(
        handle -> {
          metric(handle, run, "train_loss", step, epoch.train().loss());
          metric(handle, run, "train_tier_accuracy", step, epoch.train().tierAccuracy());
          metric(handle, run, "validation_loss", step, epoch.validation().loss());
          metric(handle, run, "validation_tier_accuracy", step, epoch.validation().tierAccuracy());
          metric(handle, run, "learning_rate", step, epoch.train().learningRate());
        });
  }

  /** Records what a run found, and that it is finished. */
  public void finish(long run, RunResult result) {
    jdbi.useTransaction(
        handle -> {
          metric(handle, run, "tau_validation", -1, result.ranking().tauValidation());
          metric(handle, run, "tau_test", -1, result.ranking().tauTest());
          metric(handle, run, "tier_accuracy", -1, result.ranking().tiers().accuracy());
          metric(handle, run, "queries", -1, result.queries().total());
          metric(handle, run, "seconds", -1, result.seconds());
          for (Protocol protocol : Protocol.values()) {
            result
                .report(protocol)
                .ifPresent(
                    report -> {
                      metric(handle, run, protocol.key() + "_test", -1, report.outcome().test());
                      metric(
                          handle,
                          run,
                          protocol.key() + "_validation",
                          -1,
                          report.outcome().validation());
                      metric(handle, run, protocol.key() + "_random", -1, report.random().mean());
                    });
          }
          PreparedBatch batch =
              handle.prepareBatch(
                  "INSERT INTO candidate VALUES (:run, :position, :iteration, :architecture, :score,"
                      + " :validation, :test)");
          int position = 0;
          for (RunResult.Iteration iteration : result.iterations()) {
            for (Candidate candidate : iteration.candidates()) {
              batch
                  .bind("run", run)
                  .bind("position", position++)
                  .bind("iteration", iteration.iteration())
                  .bind("architecture", candidate.architecture())
                  .bind("score", candidate.score())
                  .bind("validation", candidate.validation())
                  .bind("test", candidate.test())
                  .add();
            }
          }
          if (position > 0) {
            batch.execute();
          }
          end(handle, run, "finished", null);
        });
  }

  /** Records that a run ended without a result. */
  public void stop(long run, String state, String message) {
    jdbi.useHandle(
        handle -> end(handle, run, state, message.substring(0, Math.min(2000, message.length()))));
  }

  private static void end(Handle handle, long run, String state, String message) {
    handle
        .createUpdate(
            "UPDATE run SET state = :state, finished_at = :now, message = :message WHERE id = :id")
        .bind("state", state)
        .bind("now", now())
        .bind("message", message)
        .bind("id", run)
        .execute();
  }

  /** All runs, the newest first. */
  public List<RunRecord> list() {
    return jdbi.withHandle(
        handle ->
            handle.createQuery("SELECT * FROM run ORDER BY id DESC").mapTo(RunRecord.class).list());
  }

  /**
   * The run with this number.
   *
   * @throws IllegalArgumentException if there is none
   */
  public RunRecord get(long id) {
    return find(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no run " + id + "; 'narq2t runs list' shows all"));
  }

  /** The run with this number, if there is one. */
  public Optional<RunRecord> find(long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM run WHERE id = :id")
                .bind("id", id)
                .mapTo(RunRecord.class)
                .findOne());
  }

  /** The settings of a run, by dotted name. */
  public Map<String, String> parameters(long run) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT name, setting FROM parameter WHERE run_id = :id ORDER BY name")
                .bind("id", run)
                .reduceRows(
                    new LinkedHashMap<String, String>(),
                    (map, row) -> {
                      map.put(
                          row.getColumn("name", String.class),
                          row.getColumn("setting", String.class));
                      return map;
                    }));
  }

  /** The figures of the whole run, by name. */
  public Map<String, Double> summary(long run) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT name, amount FROM metric WHERE run_id = :id AND step = -1 ORDER BY name")
                .bind("id", run)
                .reduceRows(
                    new LinkedHashMap<String, Double>(),
                    (map, row) -> {
                      map.put(
                          row.getColumn("name", String.class),
                          row.getColumn("amount", Double.class));
                      return map;
                    }));
  }

  private static void metric(Handle handle, long run, String name, int step, double value) {
    if (Double.isNaN(value)) {
      return; // a figure that this run does not have, such as tier accuracy without tiers
    }
    handle.execute("INSERT INTO metric VALUES (?, ?, ?, ?)", run, name, step, value);
  }

  private static OffsetDateTime now() {
    return Instant.now().atOffset(ZoneOffset.UTC);
  }

  /** A row of the table of runs. */
  public record RunRecord(
      long id,
      String name,
      String state,
      String space,
      String dataset,
      String preset,
      long seed,
      String benchmark,
      long process,
      OffsetDateTime startedAt,
      OffsetDateTime finishedAt,
      String message) {}
}
