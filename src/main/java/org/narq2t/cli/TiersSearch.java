package org.narq2t.cli;

import jakarta.enterprise.context.Dependent;
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
import org.narq2t.study.NetworkSearch;
import org.narq2t.study.Reports;
import org.narq2t.tracking.RunLabel;
import org.narq2t.tracking.Runs;

/** The search as the paper does it, under a user's limits: one ranker, one or several searches. */
@Dependent
class TiersSearch {
  private final Benchmarks benchmarks;
  private final DeviceSearch search;
  private final DeviceRuns runs;
  private final FoundCells foundCells;
  private final PresetDistance presets;
  private final Reports reports;
  private final RunAnswers answers;

  TiersSearch(
      Benchmarks benchmarks,
      DeviceSearch search,
      DeviceRuns runs,
      FoundCells foundCells,
      PresetDistance presets,
      Reports reports,
      RunAnswers answers) {
    this.benchmarks = benchmarks;
    this.search = search;
    this.runs = runs;
    this.foundCells = foundCells;
    this.presets = presets;
    this.reports = reports;
    this.answers = answers;
  }

  /** Does the runs that were planned, prints what they found, and writes the report. */
  void run(
      PrintWriter answer,
      NetworkSearch.Request request,
      List<RunConfiguration> plan,
      RunLabel label,
      AnswerOptions form)
      throws IOException {
    boolean few = !request.pareto() && !form.details && !form.json;
    PrintWriter out = form.json || few ? new PrintWriter(Writer.nullWriter()) : answer;
    BenchmarkTable table = benchmarks.open(plan.get(0)).table();
    Printout printout = Printout.of(out, table.provenance());
    announce(printout, plan, table);
    List<Runs.Recorded> done = run(printout, plan, request.ranker(), label);
    if (few) {
      answers.print(answer, done.get(0), form);
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

  private static void announce(Printout out, List<RunConfiguration> plan, BenchmarkTable table) {
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
              ? "within " + LimitsSummary.inWords(run.limits(), run.limits().device())
              : "without a limit");
    }
  }

  private static int candidates(RunConfiguration run) {
    return run.lookUps() - run.strategy().beforeSearch();
  }

  private List<Runs.Recorded> run(
      Printout out, List<RunConfiguration> plan, Optional<Long> ranker, RunLabel label)
      throws IOException {
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
            out.print(
                "Nothing for %s: %s",
                LimitsSummary.inWords(run.limits(), run.limits().device()), why);
          });
    }
    return done;
  }

  private static String name(List<RunConfiguration> plan, RunConfiguration run) {
    String name = "%s on %s".formatted(run.dataset().key(), run.limits().device());
    return plan.size() == 1 ? name : "%d/%d %s".formatted(plan.indexOf(run) + 1, plan.size(), name);
  }
}
