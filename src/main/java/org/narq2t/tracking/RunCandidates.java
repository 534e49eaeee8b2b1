package org.narq2t.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.narq2t.run.Candidate;
import org.narq2t.run.Iteration;

/** The candidates of runs, in the order of their look-up. */
@ApplicationScoped
public class RunCandidates {
  private final Database database;

  RunCandidates(Database database) {
    this.database = database;
  }

  /** A candidate as it was looked up; accuracies in %, NaN where they were not. */
  public record LookedUp(
      int position, int iteration, int architecture, float score, double validation, double test) {}

  /** The candidates of a run. */
  public List<LookedUp> of(long run) {
    return database.query(
        "SELECT * FROM candidate WHERE run_id = :id ORDER BY position",
        query ->
            query
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

  /** Records an iteration, in place of it and of all later ones. */
  static void replaceFrom(Handle handle, long run, Iteration iteration) {
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
    insert(handle, run, List.of(iteration), position);
  }

  /** Records all iterations, in place of what there is. */
  static void replace(Handle handle, long run, List<Iteration> iterations) {
    handle.execute("DELETE FROM candidate WHERE run_id = ?", run);
    insert(handle, run, iterations, 0);
  }

  private static void insert(Handle handle, long run, List<Iteration> iterations, int position) {
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
}
