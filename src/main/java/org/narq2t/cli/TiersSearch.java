package org.narq2t.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.comparison.PresetDistance;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.FoundCells;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.Spaces;
import org.narq2t.study.DeviceRuns;
import org.narq2t.study.DeviceSearch;
import org.narq2t.study.Reports;
import org.narq2t.tracking.RunLabel;
import org.narq2t.tracking.Runs;

/** The search as the paper does it, under a user's limits: one ranker, one or several searches. */
final class TiersSearch {
  private final Benchmarks benchmarks;
  private final DeviceSearch search;
  private final DeviceRuns runs;
  private final FoundCells foundCells;
  private final PresetDistance presets;
  private final Reports reports;
  private final DeviceSearch.Request request;
  private final Optional<Long> ranker;
  private final RunLabel label;
  private final RunAnswers shortly;
  private final String dataset;
  private final String device;

  /**
   * @param ranker number of an earlier run whose ranker is used
   * @param label of the runs
   * @param shortly prints the answer of one search in a few lines
   */
  TiersSearch(
      Benchmarks benchmarks,
      DeviceSearch search,
      DeviceRuns runs,
      FoundCells foundCells,
      PresetDistance presets,
      Reports reports,
      DeviceSearch.Request request,
      Optional<Long> ranker,
      RunLabel label,
      RunAnswers shortly) {
    this.benchmarks = benchmarks;
    this.search = search;
    this.runs = runs;
    this.foundCells = foundCells;
    this.presets = presets;
    this.reports = reports;
    this.request = request;
    this.ranker = ranker;
    this.label = label;
    this.shortly = shortly;
    this.dataset = request.dataset().key();
    this.device = request.device();
  }

  /** Searches, prints what was found, and writes the report. */
  void run(PrintWriter answer, boolean pareto, AnswerOptions form) throws IOException {
    boolean few = !pareto && !form.details && !form.json;
    PrintWriter out = form.json || few ? new PrintWriter(Writer.nullWriter()) : answer;
    List<RunConfiguration> plan = pareto ? search.front(request) : List.of(search.one(request));
    RunConfiguration first = plan.get(0);
    BenchmarkTable table = benchmarks.open(first).table();
    Printout printout = Printout.of(out, table.provenance());
    announce(printout, plan, table);
    List<Runs.Recorded> done = run(plan, printout);
    if (few) {
      shortly.print(answer, done.get(0), form);
      return;
    }
    Reports.Written written = reports.writeAny(done);
    if (form.json) {
      answer.println(Answers.text(answers(done, written)));
    }
    printout.print(written.tables().toText());
    out.println("Report: " + written.page());
  }

  /** One for each search that was done, all with the page of the whole. */
  private List<RunAnswer> answers(List<Runs.Recorded> done, Reports.Written written) {
    return done.stream()
        .map(
            run ->
                RunAnswer.of(
                    run,
                    presets.text(run.finished().result().configuration()),
                    written.page(),
                    Optional.empty(),
                    foundCells))
        .toList();
  }

  private void announce(Printout out, List<RunConfiguration> plan, BenchmarkTable table) {
    RunConfiguration first = plan.get(0);
    out.print(
        "The best of %s on %s, %s%s",
        Spaces.named(first.space()).title(),
        first.dataset().key(),
        table.isSurrogate() ? "by " + ShownRuns.origin(table) : ShownRuns.origin(table),
        ShownRuns.warning(table));
    out.print(
        "Up to %,d look-ups: %,d to train the ranker and %,d to choose its epoch, then",
        first.strategy().beforeSearch() + plan.stream().mapToInt(TiersSearch::candidates).sum(),
        first.strategy().training(),
        first.strategy().validation());
    for (RunConfiguration run : plan) {
      out.print(
          "  %,d candidates %s",
          candidates(run),
          run.limits().areSet()
              ? "within " + LatencySummary.inWords(run.limits(), device)
              : "without a limit");
    }
  }

  private static int candidates(RunConfiguration run) {
    return run.lookUps() - run.strategy().beforeSearch();
  }

  private List<Runs.Recorded> run(List<RunConfiguration> plan, Printout out) throws IOException {
    List<Runs.Recorded> done = new ArrayList<>();
    try (ShownRuns shown = new ShownRuns(out, foundCells, presets)) {
      runs.run(
          plan,
          ranker,
          label,
          run -> shown.progress(name(plan, run)),
          run -> {
            shown.finished(run, done.isEmpty());
            done.add(run);
          },
          (run, why) -> {
            shown.close();
            out.print("Nothing for %s: %s", LatencySummary.inWords(run.limits(), device), why);
          });
    }
    return done;
  }

  private String name(List<RunConfiguration> plan, RunConfiguration run) {
    return plan.size() == 1
        ? "%s on %s".formatted(dataset, device)
        : "%d/%d %s on %s".formatted(plan.indexOf(run) + 1, plan.size(), dataset, device);
  }
}
