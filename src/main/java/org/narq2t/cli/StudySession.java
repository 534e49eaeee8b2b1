package org.narq2t.cli;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.comparison.PresetDistance;
import org.narq2t.evaluator.WorkerSettings;
import org.narq2t.run.FoundCells;
import org.narq2t.study.Narrowing;
import org.narq2t.study.Reports;
import org.narq2t.study.Studies;
import org.narq2t.study.Study;
import org.narq2t.study.StudyPlan;
import org.narq2t.study.StudyPlanner;
import org.narq2t.study.StudyRuns;
import org.narq2t.study.StudySubmission;
import org.narq2t.tracking.ClusterRuns;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;

/** Does a study in a terminal: announces it, shows its progress, prints and reports. */
@ApplicationScoped
public class StudySession {
  private final Studies studies;
  private final StudyPlanner planner;
  private final StudySubmission submission;
  private final StudyRuns studyRuns;
  private final ClusterRuns clusters;
  private final Runs runs;
  private final RunStore store;
  private final FoundCells foundCells;
  private final Reports reports;
  private final PresetDistance presets;

  StudySession(
      Studies studies,
      StudyPlanner planner,
      StudySubmission submission,
      StudyRuns studyRuns,
      ClusterRuns clusters,
      Runs runs,
      RunStore store,
      FoundCells foundCells,
      Reports reports,
      PresetDistance presets) {
    this.studies = studies;
    this.planner = planner;
    this.submission = submission;
    this.studyRuns = studyRuns;
    this.clusters = clusters;
    this.runs = runs;
    this.store = store;
    this.foundCells = foundCells;
    this.reports = reports;
    this.presets = presets;
  }

  /** How a study begins. */
  enum Start {
    /** All of it anew. */
    ANEW,
    /** Runs that were done or begun before count. */
    TAKE_UP
  }

  /** Puts a study into the queue and does it. */
  ReportAnswer run(
      PrintWriter out, String name, Narrowing narrowing, Start how, ClusterOptions cluster)
      throws IOException {
    StudyPlan plan = planner.plan(studies.read(name), narrowing);
    BenchmarkTable table = planner.requirePossible(plan);
    Printout printout = Printout.of(out, table.provenance());
    announce(printout, plan, table, how);
    Optional<WorkerSettings> workers = cluster.workers(plan.runs().size());
    if (workers.isPresent()) {
      clusters.requireReachable();
    }
    List<Long> numbers = submission.submit(plan, how == Start.TAKE_UP, workers);
    try (ShownRuns shown = new ShownRuns(printout, foundCells, presets)) {
      StudyDisplay display = new StudyDisplay(plan, numbers, shown, printout, store);
      if (workers.isPresent()) {
        studyRuns.await(numbers, run -> ended(run, display));
      } else {
        studyRuns.work(numbers, display);
      }
    }
    List<RunRecord> runs = records(numbers);
    boolean done = runs.stream().allMatch(run -> run.state() == RunState.FINISHED);
    return ReportAnswer.of(name, done ? 0 : 1, numbers, report(out, printout, plan.study(), runs));
  }

  /** A run that ended elsewhere. */
  private void ended(RunRecord run, StudyRuns.Listener listener) {
    if (run.state() == RunState.FINISHED) {
      try {
        listener.finished(runs.recorded(run));
      } catch (IOException e) {
        throw new UncheckedIOException(
            "The result of run %d cannot be read".formatted(run.id()), e);
      }
    } else {
      listener.failed(run);
    }
  }

  /** Puts a study into the queue and leaves it to workers. */
  ReportAnswer queue(
      PrintWriter out, String name, Narrowing narrowing, Start how, ClusterOptions cluster)
      throws IOException {
    StudyPlan plan = planner.plan(studies.read(name), narrowing);
    BenchmarkTable table = planner.requirePossible(plan);
    announce(Printout.of(out, table.provenance()), plan, table, how);
    List<Long> numbers =
        submission.submit(plan, how == Start.TAKE_UP, cluster.workers(plan.runs().size()));
    for (int i = 0; i < numbers.size(); i++) {
      out.printf(
          "Run %d is %s: %s%n",
          numbers.get(i), store.get(numbers.get(i)).state().key(), plan.runs().get(i).name());
    }
    out.println(
        "'narq2t serve' does them, and so does 'narq2t study resume %s' here or elsewhere."
            .formatted(name));
    return ReportAnswer.of(name, 0, numbers, Optional.empty());
  }

  private static void announce(Printout out, StudyPlan plan, BenchmarkTable table, Start how) {
    out.print("%s", plan.study().file().title());
    out.print(
        "%d runs on %s, preset %s%s",
        plan.runs().size(),
        ShownRuns.origin(table),
        String.join(
            ", ",
            plan.runs().stream().map(run -> run.configuration().preset()).distinct().toList()),
        ShownRuns.warning(table));
    if (how == Start.TAKE_UP) {
      out.print("Runs with these settings that this very code did or began before are reused.");
    }
  }

  private List<RunRecord> records(List<Long> numbers) {
    return numbers.stream().map(store::get).toList();
  }

  /** Prints the tables of the finished runs and writes their report. */
  Optional<Reports.Written> report(
      PrintWriter out, Printout printout, Study study, List<RunRecord> runs) throws IOException {
    if (runs.stream().noneMatch(run -> run.state() == RunState.FINISHED)) {
      out.println("No run of the study is finished.");
      return Optional.empty();
    }
    Reports.Written written = reports.write(study, runs);
    printout.print(written.tables().toText());
    out.println("Report: " + written.page());
    return Optional.of(written);
  }
}
