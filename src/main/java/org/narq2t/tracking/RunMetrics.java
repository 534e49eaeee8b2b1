package org.narq2t.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.narq2t.predictor.EpochRecord;
import org.narq2t.run.Candidate;
import org.narq2t.run.Iteration;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunEvent.EpochFinished;
import org.narq2t.run.RunEvent.IterationFinished;
import org.narq2t.run.RunEvent.NetworkEpoch;
import org.narq2t.run.RunEvent.StageStarted;
import org.narq2t.run.RunResult;

/**
 * The figures of runs and their candidates, written as they come. To record an epoch or an
 * iteration again, after an interruption, replaces it.
 */
@ApplicationScoped
public class RunMetrics {
  /** The step of a figure of the whole run. */
  private static final int WHOLE_RUN = -1;

  @Inject Database database;
  @Inject RunEvents events;
  @Inject RunStates states;

  /**
   * Records an event as the worker of the run; batches are not kept.
   *
   * @return false if the run is this worker's no more: nothing is written then
   */
  boolean record(long run, WorkerId worker, RunEvent event) {
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              boolean own = states.hold(handle, run, worker);
              if (own) {
                record(handle, run, event);
              }
              return own;
            });
  }

  private void record(Handle handle, long run, RunEvent event) {
    if (event instanceof StageStarted stage) {
      events.add(handle, run, "stage", stage);
    } else if (event instanceof EpochFinished finished) {
      epoch(handle, run, finished.epoch());
    } else if (event instanceof IterationFinished finished) {
      iteration(handle, run, finished.iteration());
    } else if (event instanceof NetworkEpoch epoch) {
      events.add(handle, run, "network", epoch);
    }
  }

  private void epoch(Handle handle, long run, EpochRecord epoch) {
    int step = epoch.train().epoch();
    metric(handle, run, "train_loss", step, epoch.train().loss());
    metric(handle, run, "train_tier_accuracy", step, epoch.train().tierAccuracy());
    metric(handle, run, "validation_loss", step, epoch.validation().loss());
    metric(handle, run, "validation_tier_accuracy", step, epoch.validation().tierAccuracy());
    metric(handle, run, "learning_rate", step, epoch.train().learningRate());
    events.add(handle, run, "epoch", epoch);
  }

  private void iteration(Handle handle, long run, Iteration iteration) {
    int position =
        handle
            .createQuery(
                "SELECT COUNT(*) FROM candidate WHERE run_id = :run AND iteration < :iteration")
            .bind("run", run)
            .bind("iteration", iteration.iteration())
            .mapTo(Integer.class)
            .one();
    handle
        .createUpdate("DELETE FROM candidate WHERE run_id = :run AND iteration >= :iteration")
        .bind("run", run)
        .bind("iteration", iteration.iteration())
        .execute();
    candidates(handle, run, List.of(iteration), position);
    events.add(handle, run, "iteration", iteration);
  }

  /**
   * Records how a run ended and what it found, both or nothing.
   *
   * @param result of a finished run
   * @return false if it is this worker's no more
   */
  boolean end(
      long run, WorkerId worker, RunState state, String message, Optional<RunResult> result) {
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              boolean own = states.end(handle, run, worker, state, message);
              if (own) {
                result.ifPresent(found -> result(handle, run, found));
              }
              return own;
            });
  }

  private static void result(Handle handle, long run, RunResult result) {
    result.figures().forEach((name, value) -> metric(handle, run, name, WHOLE_RUN, value));
    handle.execute("DELETE FROM candidate WHERE run_id = ?", run);
    candidates(handle, run, result.iterations(), 0);
  }

  private static void candidates(
      Handle handle, long run, List<Iteration> iterations, int position) {
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO candidate VALUES (:run, :position, :iteration, :architecture, :score,"
                + " :validation, :test)");
    int next = position;
    for (Iteration iteration : iterations) {
      for (Candidate candidate : iteration.candidates()) {
        batch
            .bind("run", run)
            .bind("position", next++)
            .bind("iteration", iteration.iteration())
            .bind("architecture", candidate.architecture())
            .bind("score", candidate.score())
            .bind("validation", candidate.validation())
            .bind("test", candidate.test())
            .add();
      }
    }
    if (next > position) {
      batch.execute();
    }
  }

  private static void metric(Handle handle, long run, String name, int step, double value) {
    handle.execute(
        "DELETE FROM metric WHERE run_id = ? AND name = ? AND step = ?", run, name, step);
    if (!Double.isNaN(value)) { // a figure that this run has, unlike tier accuracy without tiers
      handle.execute("INSERT INTO metric VALUES (?, ?, ?, ?)", run, name, step, value);
    }
  }

  /** The figures of the whole run, by name. */
  public Map<String, Double> summary(long run) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                Database.byName(
                    handle
                        .createQuery(
                            "SELECT name, amount FROM metric WHERE run_id = :id AND step = :step"
                                + " ORDER BY name")
                        .bind("id", run)
                        .bind("step", WHOLE_RUN),
                    "amount",
                    Double.class));
  }

  /** A figure over time: {@code step} is an epoch. */
  public record Metric(String name, int step, double amount) {}

  /** The figures of a run over time, by name and step. */
  public List<Metric> series(long run) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT name, step, amount FROM metric WHERE run_id = :id AND step >= 0"
                            + " ORDER BY name, step")
                    .bind("id", run)
                    .map(
                        (row, context) ->
                            new Metric(
                                row.getString("name"), row.getInt("step"), row.getDouble("amount")))
                    .list());
  }

  /** A candidate as it was looked up; accuracies in %, NaN where they were not. */
  public record LookedUp(
      int position, int iteration, int architecture, float score, double validation, double test) {}

  /** The candidates of a run, in the order of their look-up. */
  public List<LookedUp> candidates(long run) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT * FROM candidate WHERE run_id = :id ORDER BY position")
                    .bind("id", run)
                    .map(
                        (row, context) ->
                            new LookedUp(
                                row.getInt("position"),
                                row.getInt("iteration"),
                                row.getInt("architecture"),
                                row.getFloat("score"),
                                row.getDouble("validation"),
                                row.getDouble("test")))
                    .list());
  }
}
