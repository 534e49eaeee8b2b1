package org.narq2t.cli;

import jakarta.enterprise.context.Dependent;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.narq2t.comparison.PresetDistance;
import org.narq2t.report.SearchPage;
import org.narq2t.report.SearchReport;
import org.narq2t.run.Experiment;
import org.narq2t.run.FoundCells;
import org.narq2t.study.Reports;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.Runs;

/** Shows and reports runs that are finished. */
@Dependent
class FinishedRuns {
  private final Runs runs;
  private final Reports reports;
  private final SearchPage pages;
  private final FoundCells foundCells;
  private final TrainedRuns trained;
  private final PresetDistance presets;

  FinishedRuns(
      Runs runs,
      Reports reports,
      SearchPage pages,
      FoundCells foundCells,
      TrainedRuns trained,
      PresetDistance presets) {
    this.runs = runs;
    this.reports = reports;
    this.pages = pages;
    this.foundCells = foundCells;
    this.trained = trained;
    this.presets = presets;
  }

  /** Prints what a run found. */
  void show(PrintWriter out, RunRecord run) throws IOException {
    if (trained.holds(run)) {
      trained.show(out, run);
    } else {
      summarise(out, run);
    }
  }

  private void summarise(PrintWriter out, RunRecord run) throws IOException {
    Experiment.Finished finished = runs.folder(run).finished();
    RunSummary.print(
        new Printout(out, run.benchmark()),
        run.id(),
        finished.result(),
        presets.text(finished.result().configuration()),
        foundCells.of(finished),
        true);
    out.println("Folder " + runs.folder(run).path());
  }

  /** Prints what runs found, and writes their report. */
  void report(PrintWriter out, List<RunRecord> reported, boolean json) throws IOException {
    for (RunRecord run : reported) {
      if (trained.holds(run)) {
        trained.report(out, reported);
        return;
      }
    }
    RunRecord first = reported.get(0);
    if (!json && reported.size() == 1 && SearchReport.suits(runs.folder(first).result())) {
      out.println("Report: " + pages.write(first.id(), runs.folder(first)).page());
      summarise(out, first);
      return;
    }
    Reports.Written written = reports.write(reported);
    if (json) {
      List<Long> numbers = reported.stream().map(RunRecord::id).toList();
      out.println(Answers.text(ReportAnswer.of(numbers, written)));
      return;
    }
    new Printout(out, first.benchmark()).print(written.tables().toText());
    out.println("Report: " + written.page());
  }
}
