package org.narq2t.web.pages;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import org.narq2t.ledger.Round;
import org.narq2t.report.RunReport;
import org.narq2t.report.SearchInProgress;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Experiment;
import org.narq2t.run.Iteration;
import org.narq2t.run.RunConfiguration;
import org.narq2t.tracking.RunEvents;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.Runs;

/** Runs beside what the whole table knows. The last few are kept: a page is loaded again. */
@ApplicationScoped
public class RunReports {
  private final Runs runs;
  private final RunEvents events;
  private final Benchmarks benchmarks;

  private final RecentlyUsed<String, RunReport> reports = new RecentlyUsed<>(6);
  private final RecentlyUsed<String, SearchInProgress> searches = new RecentlyUsed<>(12);

  RunReports(Runs runs, RunEvents events, Benchmarks benchmarks) {
    this.runs = runs;
    this.events = events;
    this.benchmarks = benchmarks;
  }

  /**
   * The report of a finished run.
   *
   * @throws IllegalArgumentException if another table is open now than that of the run
   * @throws IOException if its folder or the table cannot be read
   */
  public RunReport report(RunRecord run) throws IOException {
    return reports.get(run.name(), () -> RunReport.of(finished(run), benchmarks::open));
  }

  /** Result and predictions of a finished run, from its folder. */
  public Experiment.Finished finished(RunRecord run) throws IOException {
    return runs.folder(run).finished();
  }

  /**
   * The findings of a run's search up to now, finished or not.
   *
   * @throws IOException if its folder or the table cannot be read
   */
  public SearchInProgress.State search(RunRecord run) throws IOException {
    return searches
        .get(run.name(), () -> SearchInProgress.of(configuration(run), benchmarks::open))
        .after(rounds(run), iterations(run));
  }

  /**
   * The configuration of a run. That in its result is read whenever it was recorded; the file of an
   * old run may lack settings that there are now.
   *
   * @throws IOException if the result of a finished run cannot be read
   */
  public RunConfiguration configuration(RunRecord run) throws IOException {
    return run.state() == RunState.FINISHED
        ? runs.folder(run).result().configuration()
        : runs.configuration(run);
  }

  private List<Round> rounds(RunRecord run) throws IOException {
    return runs.folder(run).rounds();
  }

  /** Runs recorded before there were events have them in their result. */
  private List<Iteration> iterations(RunRecord run) throws IOException {
    return run.state() == RunState.FINISHED
        ? runs.folder(run).result().iterations()
        : EventHistory.of(events.after(run.id(), 0)).iterations();
  }
}
