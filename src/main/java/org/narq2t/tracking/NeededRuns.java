package org.narq2t.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Runs whose predictor others search with, and the queued runs that wait for them. */
@ApplicationScoped
class NeededRuns {
  /** Queued, and what it needs is there. */
  static final String READY =
      "state = 'queued' AND (needs IS NULL OR EXISTS (SELECT 1 FROM run needed WHERE needed.id ="
          + " run.needs AND needed.state = 'finished'))";

  private final Database database;

  NeededRuns(Database database) {
    this.database = database;
  }

  /** A queued run, and the state of the run that it needs; null if that is deleted. */
  public record Waiting(long id, long needs, String needed) {
    private String message() {
      String what =
          needed == null ? "was deleted" : needed.equals("failed") ? "failed" : "was cancelled";
      return "Run %d, whose predictor it needs, %s".formatted(needs, what);
    }
  }

  /** Fails queued runs that wait in vain: what they need will not be there by itself. */
  void failVain() {
    database.transaction(
        handle -> {
          List<Waiting> vain =
              handle
                  .createQuery(
                      "SELECT run.id, run.needs, needed.state AS needed FROM run LEFT JOIN run"
                          + " needed ON needed.id = run.needs WHERE run.state = 'queued' AND"
                          + " run.needs IS NOT NULL AND (needed.id IS NULL OR needed.state IN"
                          + " ('failed', 'cancelled'))")
                  .map(ConstructorMapper.of(Waiting.class))
                  .list();
          vain.forEach(
              run ->
                  StateChange.end(RunState.FAILED, run.message(), "state = 'queued'")
                      .apply(handle, run.id()));
          return vain.size();
        });
  }
}
