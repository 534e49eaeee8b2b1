package org.narq2t.study;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.narq2t.comparison.PresetDistance;
import org.narq2t.report.Arrangement;
import org.narq2t.report.ReportTables;
import org.narq2t.report.ReportedRuns;
import org.narq2t.report.ReproductionReport;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Configurations;
import org.narq2t.run.Experiment;
import org.narq2t.run.RunEnvironment;
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

  @Inject
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
        : writeAny(finished(records));
  }

  /** Reports any runs by their data sets. */
  public Written writeAny(List<Experiment.Finished> finished) throws IOException {
    return write(finished, Arrangement.BY_DATASET);
  }

  /** Reports the finished ones of some runs of a study; at least one must be. */
  public Written write(Study study, List<RunRecord> records) throws IOException {
    return write(finished(records), arrangement(study, records));
  }

  /** The page of one run in one file. */
  public String whole(Experiment.Finished finished) throws IOException {
    return new ReproductionReport(settings.reports(), presets::text)
        .whole(reported(List.of(finished), Arrangement.BY_DATASET));
  }

  private Written write(List<Experiment.Finished> finished, Arrangement arrangement)
      throws IOException {
    ReportedRuns reported = reported(finished, arrangement);
    return new Written(
        reported.tables(),
        new ReproductionReport(settings.reports(), presets::text).write(reported));
  }

  private ReportedRuns reported(List<Experiment.Finished> finished, Arrangement arrangement)
      throws IOException {
    return ReportedRuns.of(RunEnvironment.machine(), finished, benchmarks::open, arrangement);
  }

  /** The tables of the finished ones of some runs of a study; none if none is. */
  public List<ReportTables> tables(Study study, List<RunRecord> records) throws IOException {
    List<Experiment.Finished> finished = finished(records);
    return finished.isEmpty()
        ? List.of()
        : List.of(reported(finished, arrangement(study, records)).tables());
  }

  private Arrangement arrangement(Study study, List<RunRecord> records) {
    return new StudyArrangement(
        study, configurations, records.stream().mapToLong(RunRecord::seed).distinct().count());
  }

  private List<Experiment.Finished> finished(List<RunRecord> records) throws IOException {
    List<Experiment.Finished> finished = new ArrayList<>();
    for (RunRecord run : records) {
      if (run.state() == RunState.FINISHED) {
        finished.add(runs.folder(run).finished());
      }
    }
    return finished;
  }
}
