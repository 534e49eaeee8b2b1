package org.narq2t.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.narq2t.evaluation.Protocol;
import org.narq2t.evaluation.RandomSearch.Expectation;
import org.narq2t.limits.LimitsEffect;
import org.narq2t.predictor.PredictorSettings;
import org.narq2t.report.LookUp;
import org.narq2t.report.SearchReport;
import org.narq2t.run.CellsOnDevice;
import org.narq2t.run.FoundCells;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunResult;
import org.narq2t.tracking.Runs;

/**
 * The answer of a run: the network that it found by each rule, beside random search with as many
 * queries.
 *
 * @param preset with how many settings are others, if any are
 * @param benchmark {@code real}, or {@code surrogate} for numbers that are not benchmark results
 * @param found the network by each rule, that of the validation rule first; none if nothing that
 *     was looked up keeps the limits
 * @param front what no other network looked up beats in both latency and validation accuracy, the
 *     fastest first; empty unless '--pareto' asked for it
 * @param brokeLimits networks that were looked up and turned out to break a limit
 * @param lookUps in their order, with what was expected of each; null, as what follows, where a run
 *     learnt from many at once
 * @param best validation accuracy in % of the best so far, after each look-up
 * @param random the same of random search
 * @param optimum the best validation accuracy of the table that keeps the limits, %
 */
@JsonNaming(SnakeCaseStrategy.class)
record RunAnswer(
    long run,
    String space,
    String dataset,
    long seed,
    String preset,
    String benchmark,
    String strategy,
    String predictor,
    int queries,
    double seconds,
    List<ReportedCell> found,
    List<FrontPoint> front,
    String device,
    int brokeLimits,
    @JsonInclude(JsonInclude.Include.NON_NULL) List<LookUp> lookUps,
    @JsonInclude(JsonInclude.Include.NON_NULL) List<Double> best,
    @JsonInclude(JsonInclude.Include.NON_NULL) List<Expectation> random,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double optimum,
    String page) {

  /**
   * @param preset in words
   * @param report of a search, look-up by look-up; empty for other runs
   */
  static RunAnswer of(
      Runs.Recorded recorded,
      String preset,
      Path page,
      Optional<SearchReport> report,
      FoundCells cells) {
    RunResult result = recorded.finished().result();
    RunConfiguration configuration = result.configuration();
    Optional<CellsOnDevice> costs = cells.of(recorded.finished());
    List<ReportedCell> found = new ArrayList<>();
    result
        .report(Protocol.VALIDATION)
        .ifPresent(best -> found.add(ReportedCell.of(best, result, costs)));
    result.reports().stream()
        .filter(other -> other.protocol() != Protocol.VALIDATION)
        .forEach(other -> found.add(ReportedCell.of(other, result, costs)));
    return new RunAnswer(
        recorded.number(),
        configuration.space(),
        configuration.dataset().key(),
        configuration.seed(),
        preset,
        result.table().kind(),
        configuration.strategyName(),
        configuration.predictorName(),
        result.queries().distinct(),
        result.seconds(),
        found,
        report.map(FrontPoint::of).orElse(List.of()),
        configuration.limits().device(),
        result.limited().stream().mapToInt(LimitsEffect::violations).sum(),
        report.map(SearchReport::lookUps).orElse(null),
        report.map(SearchReport::best).orElse(null),
        report.map(SearchReport::random).orElse(null),
        report.map(SearchReport::optimum).orElse(null),
        page.toString());
  }

  /**
   * At most eight lines, and those of a front; all but the architecture and the page fit 80
   * columns.
   */
  String toText() {
    StringWriter text = new StringWriter();
    Printout out = new Printout(new PrintWriter(text, true), benchmark);
    if (found.isEmpty()) {
      out.print("Nothing that was looked up keeps the limits.");
    } else {
      found.get(0).print(out, device);
    }
    FrontPoint.print(out, front);
    if (brokeLimits > 0) {
      out.print("  %d of the networks looked up broke a limit once measured", brokeLimits);
    }
    out.print("Run %d: %s, %s, seed %d, %s", run, space, dataset, seed, how());
    out.print("  %d queries, %.0f s; page: %s", queries, seconds, page);
    out.print("More: narq2t runs show %d", run);
    return text.toString().stripTrailing();
  }

  private String how() {
    return preset.startsWith("as-") ? preset : method(strategy, predictor);
  }

  /** The modules that searched: {@code sequential with gp}. */
  static String method(String strategy, String predictor) {
    return strategy + (predictor.equals(PredictorSettings.NONE) ? "" : " with " + predictor);
  }
}
