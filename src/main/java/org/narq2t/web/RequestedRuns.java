package org.narq2t.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.narq2t.benchmark.Provenance;
import org.narq2t.images.UnwantedTraining;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.RunFolder;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;

/** The runs that requests are about. */
@ApplicationScoped
class RequestedRuns {
  private final RunStore store;
  private final Runs runs;
  private final Benchmarks benchmarks;

  RequestedRuns(RunStore store, Runs runs, Benchmarks benchmarks) {
    this.store = store;
    this.runs = runs;
    this.benchmarks = benchmarks;
  }

  /**
   * The run with a number.
   *
   * @throws Refused if there is none
   */
  RunRecord get(long id) {
    return store.find(id).orElseThrow(() -> Refused.notFound("There is no run " + id));
  }

  /** The folder of a run. Its name is the database's: nothing that a client sends is a path. */
  RunFolder folder(long id) {
    return runs.folder(get(id));
  }

  /**
   * The folder of a finished run.
   *
   * @throws Refused if there is no such run, or it has not finished
   */
  RunFolder finished(long id) {
    RunRecord run = get(id);
    if (run.state() != RunState.FINISHED) {
      throw Refused.conflict(
          "Run %d is %s: it has no result before it has finished".formatted(id, run.state().key()));
    }
    if (!runs.folder(run).isFinished()) {
      throw Refused.notFound("The folder of run " + id + " has no result any more");
    }
    return runs.folder(run);
  }

  /** Gives up a training of a run that is going on; false if it is not training this cell. */
  boolean giveUpTraining(long id, String cell) throws IOException {
    RunRecord run = get(id);
    return run.state() == RunState.RUNNING
        && run.benchmark().equals(Provenance.TRAINED)
        && UnwantedTraining.giveUp(runs.folder(run).path(), benchmarks.space(run.space()), cell);
  }
}
