package org.narq2t.cli;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.campaign.Reproduction;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Experiment;
import org.narq2t.run.FoundCells;
import org.narq2t.run.RunConfiguration;
import org.narq2t.space.nasbench101.NasBench101;

/** Does the runs of a reproduction: announces them, shows their progress, prints and reports. */
@ApplicationScoped
public class PlannedRuns {
  @Inject Benchmarks benchmarks;
  @Inject Reproduction reproduction;
  @Inject FoundCells foundCells;
  @Inject StudyReport report;

  /**
   * Does them.
   *
   * @param resume whether those that were done or begun before are taken up
   * @throws IllegalArgumentException if a run would learn the latency of an unknown device
   */
  void run(PrintWriter out, List<RunConfiguration> plan, boolean resume) throws IOException {
    Benchmark benchmark = benchmarks.open(plan.get(0).space(), plan.get(0).dataset());
    plan.stream()
        .filter(run -> run.predictor().latencyWeight() > 0)
        .forEach(run -> benchmark.table().requireDevice(run.dataset(), run.limits().device()));
    Printout printout = Printout.of(out, benchmark.table().provenance());
    announce(printout, plan, benchmark);
    if (resume) {
      printout.print("Runs of these settings that were done or begun before are taken up.");
    }
    try (ShownRuns shown = new ShownRuns(printout, foundCells)) {
      List<Experiment.Finished> runs =
          reproduction.run(
              plan,
              resume,
              run -> shown.progress(name(plan, run)),
              run -> shown.finished(run, true));
      out.println("Report: " + report.report(runs, printout));
    }
  }

  private static void announce(Printout out, List<RunConfiguration> plan, Benchmark benchmark) {
    BenchmarkTable table = benchmark.table();
    out.print(
        "%d runs on %s, preset %s%s",
        plan.size(), ShownRuns.origin(table), plan.get(0).preset(), ShownRuns.warning(table));
    if (benchmark.known().size() < benchmark.space().size()) {
      out.print(
          "Everything happens within the %,d of %,d architectures that this table knows.",
          benchmark.known().size(), benchmark.space().size());
    }
  }

  /** For example {@code 2/6 cifar100 seed 1}. */
  private static String name(List<RunConfiguration> plan, RunConfiguration run) {
    String what =
        run.space().equals(NasBench101.NAME) ? run.strategy().variant() : run.dataset().key();
    return "%d/%d %s seed %d".formatted(plan.indexOf(run) + 1, plan.size(), what, run.seed());
  }
}
