package org.narq2t.cli;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.narq2t.report.ReproductionReport;
import org.narq2t.report.Study;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Experiment;
import org.narq2t.run.RunEnvironment;
import org.narq2t.settings.Settings;

/** Prints the paper's table with finished runs in it, and writes their report. */
@ApplicationScoped
public class StudyReport {
  @Inject Settings settings;
  @Inject Benchmarks benchmarks;

  /**
   * Reports.
   *
   * @return the page
   * @throws IllegalArgumentException if the runs do not belong together, or rest on another table
   *     than is open now
   */
  Path report(List<Experiment.Finished> runs, Printout out) throws IOException {
    Study study = Study.of(RunEnvironment.machine(), runs, benchmarks::open);
    out.print(study.comparison().toText());
    return new ReproductionReport(settings.reports()).write(study);
  }
}
