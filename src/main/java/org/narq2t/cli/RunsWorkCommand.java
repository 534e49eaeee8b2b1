package org.narq2t.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.narq2t.run.RunEvent;
import org.narq2t.study.StudyRuns;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Does a queued run as a worker of the database does, until it is over: what a task on a cluster
 * starts. A run that another worker has is waited for; if that one dies, it is gone on with here.
 */
@Command(
    name = "work",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Does one queued run, as a task on a cluster does it, see docs/ray.md.")
public final class RunsWorkCommand implements Callable<Integer> {
  private final RunStore store;
  private final StudyRuns runs;

  @Parameters(paramLabel = "RUN", description = "Its number.")
  long number;

  RunsWorkCommand(RunStore store, StudyRuns runs) {
    this.store = store;
    this.runs = runs;
  }

  @Override
  public Integer call() throws IOException {
    RunRecord run = store.get(number);
    runs.work(List.of(run.id()), new Unseen());
    return 0;
  }

  /** The record says all that is to be known of it. */
  private static final class Unseen implements StudyRuns.Listener {
    @Override
    public Consumer<? super RunEvent> begins(RunRecord run) {
      return event -> {};
    }

    @Override
    public void finished(Runs.Recorded run) {
      // it is recorded
    }

    @Override
    public void failed(RunRecord run) {
      // so is this
    }
  }
}
