package org.narq2t.cli;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.narq2t.benchmark.TableFile;
import org.narq2t.experiment.Benchmarks;
import org.narq2t.experiment.Experiment;
import org.narq2t.experiment.RunEnvironment;
import org.narq2t.report.Accuracies;
import org.narq2t.report.ReproductionReport;
import org.narq2t.report.Study;
import org.narq2t.report.Table2;
import org.narq2t.settings.Settings;
import org.narq2t.space.Dataset;
import org.narq2t.space.nasbench201.NasBench201;

/** Prints Table II of finished runs and writes their report. */
@ApplicationScoped
public class StudyReport {
  @Inject Settings settings;
  @Inject Benchmarks benchmarks;

  /**
   * Reports.
   *
   * @throws IllegalArgumentException if the runs rest on another table than is open now
   */
  Path report(List<Experiment.Finished> runs, Printout out) throws IOException {
    TableFile table = benchmarks.table(NasBench201.NAME);
    if (!table.provenance().kind().equals(runs.get(0).result().table().kind())) {
      throw new IllegalArgumentException(
          "These runs rest on the %s table, but the %s table is open: see 'narq2t data show'"
              .formatted(runs.get(0).result().table().kind(), table.provenance().kind()));
    }
    Map<Dataset, Accuracies> accuracies = new EnumMap<>(Dataset.class);
    for (Experiment.Finished run : runs) {
      accuracies.computeIfAbsent(
          run.result().configuration().dataset(), dataset -> Accuracies.of(table, dataset));
    }
    Study study = new Study(benchmarks.nasBench201(), RunEnvironment.machine(), runs, accuracies);
    out.print(Table2.of(study).toText());
    return new ReproductionReport(settings.reports()).write(study);
  }
}
