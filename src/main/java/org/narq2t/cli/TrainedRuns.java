package org.narq2t.cli;

import jakarta.enterprise.context.Dependent;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.narq2t.report.training.TrainingPage;
import org.narq2t.run.RunResult;
import org.narq2t.settings.Settings;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.Runs;

/** Shows and reports finished runs that trained networks on a user's own images. */
@Dependent
class TrainedRuns {
  private final TrainingPage pages;
  private final Settings settings;
  private final Runs runs;

  TrainedRuns(TrainingPage pages, Settings settings, Runs runs) {
    this.pages = pages;
    this.settings = settings;
    this.runs = runs;
  }

  /** Whether a finished run trained. */
  boolean holds(RunRecord run) throws IOException {
    return trains(runs.folder(run).result());
  }

  private static boolean trains(RunResult result) {
    return result.configuration().evaluator().trains();
  }

  /**
   * Writes the page of a run, and a copy beside its exported network.
   *
   * @param beside other runs on the same images
   * @return the page in the folder of reports
   */
  Path writePage(Runs.Recorded run, List<Runs.Recorded> beside, Optional<Path> export)
      throws IOException {
    String name = run.finished().result().configuration().dataset().key();
    Path page = settings.reports().resolve(name + "-run-" + run.number() + ".html");
    Files.createDirectories(settings.reports());
    pages.write(
        run.number(),
        runs.folder(run.number()),
        beside.stream()
            .map(one -> new TrainingPage.Beside(one.number(), one.finished().result()))
            .toList(),
        page);
    if (export.isPresent()) {
      Path copy = export.get().resolve("report.html");
      Files.copy(page, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return page;
  }

  /** Prints what a run found. */
  void show(PrintWriter out, RunRecord record) throws IOException {
    Runs.Recorded run = recorded(record);
    out.println(TrainingAnswer.of(run, Optional.empty(), List.of(), "").toText());
    out.println("Folder " + run.folder());
  }

  /** Prints what runs found, and writes the page of each. */
  void report(PrintWriter out, List<RunRecord> records) throws IOException {
    for (RunRecord record : records) {
      if (!holds(record)) {
        throw new IllegalArgumentException(
            "Run %d looked its results up in a table and others trained: report them apart"
                .formatted(record.id()));
      }
    }
    List<Runs.Recorded> all = new ArrayList<>();
    for (RunRecord record : records) {
      all.add(recorded(record));
    }
    for (Runs.Recorded run : all) {
      List<Runs.Recorded> beside = all.stream().filter(other -> onSameImages(run, other)).toList();
      String page = writePage(run, beside, Optional.empty()).toString();
      out.println(TrainingAnswer.of(run, Optional.empty(), List.of(), page).toText());
    }
  }

  private static boolean onSameImages(Runs.Recorded run, Runs.Recorded other) {
    return other.number() != run.number()
        && other
            .finished()
            .result()
            .table()
            .sha256()
            .equals(run.finished().result().table().sha256());
  }

  private Runs.Recorded recorded(RunRecord run) throws IOException {
    return new Runs.Recorded(run.id(), runs.folder(run).path(), runs.folder(run).finished());
  }
}
