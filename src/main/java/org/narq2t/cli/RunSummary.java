package org.narq2t.cli;

import static org.narq2t.cli.FigureFormat.format;
import static org.narq2t.cli.Sentences.sentence;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.narq2t.ledger.Split;
import org.narq2t.run.CellsOnDevice;
import org.narq2t.run.FoundCells;
import org.narq2t.run.Iteration;
import org.narq2t.run.RunResult;
import org.narq2t.run.RunResult.Known;
import org.narq2t.run.RunResult.Ranking;
import org.narq2t.run.RunResult.Report;
import org.narq2t.tracking.Runs;

/** A finished run in words and one table. */
final class RunSummary {
  private RunSummary() {}

  /** Prints a run of its own, all of it, and where it is recorded. */
  static void printRecorded(
      PrintWriter out, Runs.Recorded run, String preset, FoundCells foundCells) {
    RunResult result = run.finished().result();
    print(
        Printout.of(out, result.table()),
        run.number(),
        result,
        preset,
        foundCells.of(run.finished()),
        true);
    out.println("Recorded as run " + run.number() + " in " + run.folder());
  }

  /**
   * Prints it.
   *
   * @param preset in words
   * @param found what the found cells cost; empty if the run is about neither latency nor limits
   * @param ranker whether to print how good the ranker and the predictors of latency are
   */
  static void print(
      Printout out,
      long number,
      RunResult result,
      String preset,
      Optional<CellsOnDevice> found,
      boolean ranker) {
    Known known = result.known();
    out.say(
        "run.heading",
        number,
        space(result),
        result.configuration().dataset().key(),
        result.configuration().seed(),
        preset);
    boolean tested = result.reports().stream().allMatch(r -> r.reported() == Split.TEST);
    boolean ranked = result.reports().stream().allMatch(Report::hasRank);
    result.limited().forEach(limited -> LimitsSummary.limits(out, result, limited));
    if (!result.reports().isEmpty()) {
      out.print(
          TextTable.of(
              header(tested, ranked, !result.limited().isEmpty()),
              result.reports().stream().map(r -> row(r, tested, ranked)).toList()));
    }
    if (!ranked) {
      out.say("run.no-table");
    } else if (!tested) {
      out.say("run.no-test-accuracies");
    }
    for (Report report : result.reports()) {
      out.say("run.found", report.protocol().key(), report.description());
      found.ifPresent(
          cells ->
              out.print(
                  "  %s",
                  LimitsSummary.costs(out, cells.reported().get(report.protocol()), cells)));
    }
    found.ifPresent(
        cells -> LimitsSummary.violations(out, cells, tested ? Split.TEST : Split.VALIDATION));
    RunResult.Queries queries = result.queries();
    out.say(
        "run.queries",
        queries.total(),
        queries.train(),
        queries.validation(),
        queries.search(),
        queries.distinct());
    out.print("%s", sampled(result));
    if (ranker) {
      result.latencies().forEach(latency -> LatencySummary.predictors(out, latency));
      if (ranked) {
        out.print("%s", ranking(result.ranking(), known));
      }
    }
    out.say(
        "run.stages",
        result.stages().stream()
            .map(s -> format("%s %.1f s", s.stage().name().toLowerCase(Locale.ROOT), s.seconds()))
            .collect(Collectors.joining(", ")),
        result.model().device(),
        100 * result.bridge().overheadSeconds() / result.seconds());
  }

  private static String space(RunResult result) {
    String space = result.configuration().space();
    Known known = result.known();
    return known.isRestricted()
        ? sentence("run.restricted-space", space, known.architectures(), known.of())
        : space;
  }

  private static String[] header(boolean tested, boolean ranked, boolean limited) {
    String within = limited ? " within limits" : "";
    return columns(
        tested,
        ranked,
        "selection rule",
        "validation %",
        "test %",
        "rank" + within,
        "gap to best" + within,
        "random search" + within + ", as many queries");
  }

  private static String[] row(Report report, boolean tested, boolean ranked) {
    return columns(
        tested,
        ranked,
        report.protocol().key(),
        format("%.2f", report.outcome().validation()),
        format("%.2f", report.outcome().test()),
        report.outcome().rank().place() + " of " + report.outcome().rank().size(),
        format("%.2f", report.outcome().gap()),
        format("%.2f±%.2f", report.random().mean(), report.random().deviation()));
  }

  /** All columns, or all but the test accuracy, or the first ones, which need no table. */
  private static String[] columns(boolean tested, boolean ranked, String... cells) {
    List<String> kept = new ArrayList<>(List.of(cells).subList(0, ranked ? cells.length : 3));
    if (!tested) {
      kept.remove(2);
    }
    return kept.toArray(String[]::new);
  }

  /**
   * Where a drawn graph need not be a cell with a result: how often it was none. Nothing where all
   * are.
   */
  private static String sampled(RunResult result) {
    long drawn = result.iterations().stream().mapToLong(i -> i.constrained() + i.rejected()).sum();
    long unknown = result.iterations().stream().mapToLong(Iteration::unknown).sum();
    return unknown == 0
        ? ""
        : sentence(
            "run.rejected",
            100.0 * unknown / drawn,
            drawn,
            result.known().isRestricted() ? "unknown" : "not in the space");
  }

  private static String ranking(Ranking ranking, Known known) {
    List<String> figures = new ArrayList<>();
    if (!Double.isNaN(ranking.tauValidation())) {
      figures.add(sentence("run.tau-validation", ranking.tauValidation()));
    }
    if (!Double.isNaN(ranking.tauTest())) {
      figures.add(sentence("run.tau-test", ranking.tauTest()));
    }
    String tau =
        sentence(
            "run.tau",
            ranked(ranking.architectures(), known),
            figures.isEmpty() ? "none" : String.join(", ", figures));
    double tiers = ranking.tiers().accuracy();
    return Double.isNaN(tiers) ? tau : sentence("run.tau-and-tiers", tau, tiers);
  }

  private static String ranked(int architectures, Known known) {
    if (architectures != 0 && architectures < known.architectures()) {
      return sentence("run.held-out", architectures);
    }
    return known.isRestricted()
        ? sentence("run.known-cells", known.architectures())
        : sentence("run.whole-space");
  }
}
