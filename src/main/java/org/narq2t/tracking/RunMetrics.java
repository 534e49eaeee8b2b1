package org.narq2t.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.narq2t.predictor.EpochRecord;
import org.narq2t.run.Iteration;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunEvent.EpochFinished;
import org.narq2t.run.RunEvent.IterationFinished;
import org.narq2t.run.RunEvent.NetworkEpoch;
import org.narq2t.run.RunEvent.StageStarted;
import org.narq2t.run.RunResult;

/**
 * The writer of what happens in runs, as it comes, and of their figures. To record an epoch or an
 * iteration again, after an interruption, replaces it.
 */
@ApplicationScoped
public class RunMetrics {
  /** The step of a figure of the whole run. */
  private static final int WHOLE_RUN = -1;

  private final Database database;

  RunMetrics(Database database) {
    this.database = database;
  }

  /**
   * Records an event as the worker of the run; batches are not kept.
   *
   * @return false if the run is this worker's no more: nothing is written then
   */
  boolean record(long run, WorkerId worker, RunEvent event) {
    return database.transaction(
        handle -> {
          boolean own = HeldRuns.hold(handle, run, worker);
          if (own) {
            record(handle, run, event);
          }
          return own;
        });
  }

  private void record(Handle handle, long run, RunEvent event) {
    if (event instanceof StageStarted stage) {
      RunEvents.add(handle, run, "stage", stage);
    } else if (event instanceof EpochFinished finished) {
      epoch(handle, run, finished.epoch());
    } else if (event instanceof IterationFinished finished) {
      iteration(handle, run, finished.iteration());
    } else if (event instanceof NetworkEpoch epoch) {
      RunEvents.add(handle, run, "network", epoch);
    }
  }

  private void epoch(Handle handle, long run, EpochRecord epoch) {
    int step = epoch.train().epoch();
    metric(handle, run, "train_loss", step, epoch.train().loss());
    metric(handle, run, "train_tier_accuracy", step, epoch.train().tierAccuracy());
    metric(handle, run, "validation_loss", step, epoch.validation().loss());
    metric(handle, run, "validation_tier_accuracy", step, epoch.validation().tierAccuracy());
    metric(handle, run, "learning_rate", step, epoch.train().learningRate());
    RunEvents.add(handle, run, "epoch", epoch);
  }

  private void iteration(Handle handle, long run, Iteration iteration) {
    RunCandidates.replaceFrom(handle, run, iteration);
    RunEvents.add(handle, run, "iteration", iteration);
  }

  /**
   * Records how a run ended and what it found, both or nothing.
   *
   * @param result of a finished run
   * @return false if it is this worker's no more
   */
  boolean end(
      long run, WorkerId worker, RunState state, String message, Optional<RunResult> result) {
    return database.transaction(
        handle -> {
          boolean own = HeldRuns.end(handle, run, worker, state, message);
          if (own) {
            result.ifPresent(found -> result(handle, run, found));
          }
          return own;
        });
  }

  private static void result(Handle handle, long run, RunResult result) {
    result.figures().forEach((name, value) -> metric(handle, run, name, WHOLE_RUN, value));
    RunCandidates.replace(handle, run, result.iterations());
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
    return database.query(
        "SELECT name, amount FROM metric WHERE run_id = :id AND step = :step ORDER BY name",
        query ->
            Database.byName(query.bind("id", run).bind("step", WHOLE_RUN), "amount", Double.class));
  }

  /** A figure over time: {@code step} is an epoch. */
  public record Metric(String name, int step, double amount) {}

  /** The figures of a run over time, by name and step. */
  public List<Metric> series(long run) {
    return database.query(
        "SELECT name, step, amount FROM metric WHERE run_id = :id AND step >= 0"
            + " ORDER BY name, step",
        query ->
            query
                .bind("id", run)
                .map(
                    (row, context) ->
                        new Metric(
                            row.getString("name"), row.getInt("step"), row.getDouble("amount")))
                .list());
  }
}
