package org.narq2t.study;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.narq2t.comparison.PresetDistance;
import org.narq2t.report.Arrangement;
import org.narq2t.report.ReportTables;
import org.narq2t.report.ReportedRuns;
import org.narq2t.report.ReproductionReport;
import org.narq2t.report.RunsOrigin;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Configurations;
import org.narq2t.run.Experiment;
import org.narq2t.run.RunFolder;
import org.narq2t.settings.Settings;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.Runs;

/** Tables and pages of finished runs, of a study or of any. */
@ApplicationScoped
public class Reports {
  private final Settings settings;
  private final Studies studies;
  private final Benchmarks benchmarks;
  private final Configurations configurations;
  private final Runs runs;
  private final PresetDistance presets;

  Reports(
      Settings settings,
      Studies studies,
      Benchmarks benchmarks,
      Configurations configurations,
      Runs runs,
      PresetDistance presets) {
    this.settings = settings;
    this.studies = studies;
    this.benchmarks = benchmarks;
    this.configurations = configurations;
    this.runs = runs;
    this.presets = presets;
  }

  /**
   * A report.
   *
   * @param page file of the page, with the other files beside it
   */
  public record Written(ReportTables tables, Path page) {}

  /**
   * Reports finished runs: in the table of their study if all belong to one.
   *
   * @throws IllegalArgumentException if the runs do not belong together, or rest on another table
   *     than is open now
   */
  public Written write(List<RunRecord> records) throws IOException {
    List<String> names =
        records.stream().map(run -> run.study() == null ? "" : run.study()).distinct().toList();
    return names.size() == 1 && studies.has(names.get(0))
        ? write(studies.read(names.get(0)), records)
        : write(folders(records), Arrangement.BY_DATASET);
  }

  /** Reports runs that this process has done, by their data sets. */
  public Written writeAny(List<Runs.Recorded> done) throws IOException {
    List<RunFolder> folders = done.stream().map(run -> runs.folder(run.number())).toList();
    return write(
        reported(done.stream().map(Runs.Recorded::finished).toList(), Arrangement.BY_DATASET),
        RunsOrigin.of(folders));
  }

  /** Reports the finished ones of some runs of a study; at least one must be. */
  public Written write(Study study, List<RunRecord> records) throws IOException {
    return write(folders(records), arrangement(study, records));
  }

  /** The page of one finished run in one file. */
  public String whole(RunFolder run) throws IOException {
    return whole(List.of(run), Arrangement.BY_DATASET);
  }

  /**
   * The page of the finished ones of some runs of a study in one file; at least one must be
   * finished.
   */
  public String whole(Study study, List<RunRecord> records) throws IOException {
    return whole(folders(records), arrangement(study, records));
  }

  private Written write(List<RunFolder> folders, Arrangement arrangement) throws IOException {
    return write(reported(finished(folders), arrangement), RunsOrigin.of(folders));
  }

  private Written write(ReportedRuns reported, RunsOrigin origin) throws IOException {
    return new Written(reported.tables(), report().write(reported, origin));
  }

  private String whole(List<RunFolder> folders, Arrangement arrangement) throws IOException {
    return report().whole(reported(finished(folders), arrangement), RunsOrigin.of(folders));
  }

  private ReproductionReport report() {
    return new ReproductionReport(settings.reports(), presets::text);
  }

  private ReportedRuns reported(List<Experiment.Finished> finished, Arrangement arrangement)
      throws IOException {
    return ReportedRuns.of(finished, benchmarks::open, arrangement);
  }

  private static List<Experiment.Finished> finished(List<RunFolder> folders) throws IOException {
    List<Experiment.Finished> finished = new ArrayList<>();
    for (RunFolder folder : folders) {
      finished.add(folder.finished());
    }
    return finished;
  }

  /** The tables of the finished ones of some runs of a study; none if none is. */
  public List<ReportTables> tables(Study study, List<RunRecord> records) throws IOException {
    List<RunFolder> folders = folders(records);
    return folders.isEmpty()
        ? List.of()
        : List.of(reported(finished(folders), arrangement(study, records)).tables());
  }

  private Arrangement arrangement(Study study, List<RunRecord> records) {
    return new StudyArrangement(
        study, configurations, records.stream().mapToLong(RunRecord::seed).distinct().count());
  }

  /** The folders of those that are finished. */
  private List<RunFolder> folders(List<RunRecord> records) {
    return records.stream()
        .filter(run -> run.state() == RunState.FINISHED)
        .map(runs::folder)
        .toList();
  }
}
