package org.narq2t.cli;

import jakarta.enterprise.context.Dependent;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.narq2t.benchmark.Provenance;
import org.narq2t.comparison.PresetDistance;
import org.narq2t.report.SearchPage;
import org.narq2t.report.SearchReport;
import org.narq2t.run.FoundCells;
import org.narq2t.run.RunConfiguration;
import org.narq2t.study.Reports;
import org.narq2t.tracking.Runs;

/** Prints what a run that has just ended found, and writes its page. */
@Dependent
class RunAnswers {
  private final FoundCells foundCells;
  private final Reports reports;
  private final SearchPage pages;
  private final Runs runs;
  private final TrainedRuns trained;
  private final PresetDistance presets;

  RunAnswers(
      FoundCells foundCells,
      Reports reports,
      SearchPage pages,
      Runs runs,
      TrainedRuns trained,
      PresetDistance presets) {
    this.foundCells = foundCells;
    this.reports = reports;
    this.pages = pages;
    this.runs = runs;
    this.trained = trained;
    this.presets = presets;
  }

  /** The answer of a run that looked its results up in a table. */
  RunAnswer of(Runs.Recorded run) throws IOException {
    if (!hasTable(run)) {
      return RunAnswer.of(run, preset(run), Path.of(""), Optional.empty(), foundCells);
    }
    if (SearchReport.suits(run.finished().result())) {
      SearchPage.Written written = pages.write(run.number(), runs.folder(run.number()));
      return RunAnswer.of(
          run, preset(run), written.page(), Optional.of(written.report()), foundCells);
    }
    Path page = reports.writeAny(List.of(run)).page();
    return RunAnswer.of(run, preset(run), page, Optional.empty(), foundCells);
  }

  /** Whether there is a table to report the run beside. */
  private static boolean hasTable(Runs.Recorded run) {
    return !run.finished().result().table().kind().equals(Provenance.EVALUATED);
  }

  private String preset(Runs.Recorded run) {
    return presets.text(run.finished().result().configuration());
  }

  void print(PrintWriter out, Runs.Recorded run, AnswerOptions form) throws IOException {
    RunConfiguration configuration = run.finished().result().configuration();
    if (configuration.evaluator().trains()) {
      String page = trained.writePage(run, List.of(), Optional.empty()).toString();
      TrainingAnswer answer = TrainingAnswer.of(run, Optional.empty(), List.of(), page);
      out.println(form.json ? answer.toJson(List.of()) : answer.toText());
    } else if (form.json) {
      out.println(Answers.text(of(run)));
    } else if (form.details || !hasTable(run)) {
      RunSummary.printRecorded(out, run, preset(run), foundCells);
    } else {
      out.println(of(run).toText());
    }
  }
}
