package org.narq2t.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.narq2t.evaluation.Protocol;
import org.narq2t.evaluation.RandomSearch.Expectation;
import org.narq2t.report.SearchPage;
import org.narq2t.report.SearchReport;
import org.narq2t.run.FoundCells;
import org.narq2t.run.Json;
import org.narq2t.run.RunResult;
import org.narq2t.tracking.Runs;

/**
 * What a search answers: the network that it found by the validation rule, beside random search
 * with as many queries.
 *
 * @param benchmark {@code real}, or {@code surrogate} for numbers that are no benchmark results
 * @param found the network; none if nothing that was looked up keeps the limits
 * @param brokeLimits networks that were looked up and turned out to break a limit
 * @param lookUps in their order, with what was expected of each
 * @param best validation accuracy in % of the best so far, after each look-up
 * @param random the same of random search
 * @param optimum the best validation accuracy of the table that keeps the limits, %
 */
record SearchAnswer(
    long run,
    String space,
    String dataset,
    String benchmark,
    String strategy,
    String predictor,
    int queries,
    double seconds,
    List<Found> found,
    int brokeLimits,
    List<SearchReport.LookUp> lookUps,
    List<Double> best,
    List<Expectation> random,
    double optimum,
    String page) {

  /**
   * A network.
   *
   * @param rule that selected it
   * @param validation accuracy in %
   * @param test accuracy in %, NaN if the table lacks it
   * @param place among the known networks that keep the limits, by the reported accuracy
   * @param random expected accuracy of random search with as many queries
   * @param latencyMs measured, NaN if it was not asked for
   */
  record Found(
      String description,
      String rule,
      double validation,
      double test,
      int place,
      int of,
      double random,
      double randomDeviation,
      double latencyMs) {}

  static SearchAnswer of(Runs.Recorded recorded, SearchPage.Written page, FoundCells cells) {
    SearchReport report = page.report();
    RunResult result = recorded.finished().result();
    Optional<FoundCells.Found> costs = cells.of(recorded.finished());
    List<Found> found =
        result.report(Protocol.VALIDATION).stream().map(best -> found(best, costs)).toList();
    return new SearchAnswer(
        recorded.number(),
        result.configuration().space(),
        result.configuration().dataset().key(),
        result.table().kind(),
        result.configuration().strategyName(),
        result.configuration().predictorName(),
        result.queries().distinct(),
        result.seconds(),
        found,
        result.limited().stream().mapToInt(RunResult.Limited::violations).sum(),
        report.lookUps(),
        report.best(),
        report.random(),
        report.optimum(),
        page.page().toString());
  }

  private static Found found(RunResult.Report report, Optional<FoundCells.Found> costs) {
    return new Found(
        report.description(),
        report.protocol().key(),
        report.outcome().validation(),
        report.outcome().test(),
        report.outcome().rank().place(),
        report.outcome().rank().size(),
        report.random().mean(),
        report.random().deviation(),
        costs.map(c -> c.reported().get(Protocol.VALIDATION).measuredMs()).orElse(Double.NaN));
  }

  String toJson() {
    try {
      return Json.MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** At most eight lines. */
  String toText() {
    StringWriter text = new StringWriter();
    Printout out = new Printout(new PrintWriter(text, true), benchmark);
    for (Found best : found) {
      out.print("%s", best.description());
      out.print(
          Double.isNaN(best.test())
              ? "  validation %.2f %%"
              : "  test %2$.2f %%, validation %1$.2f %%",
          best.validation(),
          best.test());
      out.print(
          "  place %,d of %,d; random search with %d queries: %.2f±%.2f %%",
          best.place(), best.of(), queries, best.random(), best.randomDeviation());
      if (!Double.isNaN(best.latencyMs())) {
        out.print("  %.3f ms", best.latencyMs());
      }
    }
    if (found.isEmpty()) {
      out.print("Nothing that was looked up keeps the limits.");
    }
    if (brokeLimits > 0) {
      out.print("  %d of the networks looked up broke a limit once measured", brokeLimits);
    }
    out.print(
        "Found by %s%s on %s, %s, in %d queries and %.0f s; rule: validation",
        strategy,
        predictor.equals("none") ? "" : " with " + predictor,
        space,
        dataset,
        queries,
        seconds);
    out.print("Page: %s", page);
    out.print("More: narq2t runs show %d", run);
    return text.toString().stripTrailing();
  }
}
