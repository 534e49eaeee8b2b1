package org.narq2t.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.narq2t.experiment.RunResult;
import org.narq2t.experiment.RunResult.Report;

/** A finished run in words and one table. */
final class RunSummary {
  private static final String[] HEADER = {
    "selection rule",
    "validation %",
    "test %",
    "rank",
    "gap to best",
    "random search, as many queries"
  };

  private RunSummary() {}

  static void print(Printout out, long number, RunResult result) {
    out.print(
        "Run %d: %s, %s, seed %d, preset %s",
        number,
        result.configuration().space(),
        result.configuration().dataset().key(),
        result.configuration().seed(),
        result.configuration().preset());
    out.print(TextTable.of(HEADER, rows(result.reports())));
    result.reports().forEach(r -> out.print("%s found %s", r.protocol().key(), r.description()));
    RunResult.Queries queries = result.queries();
    out.print(
        "%d queries: %d to train, %d to choose the epoch, %d to search; %d distinct architectures",
        queries.total(),
        queries.train(),
        queries.validation(),
        queries.search(),
        queries.distinct());
    out.print(
        "Kendall tau over the whole space: %.4f against validation, %.4f against test; tier accuracy %.3f",
        result.ranking().tauValidation(),
        result.ranking().tauTest(),
        result.ranking().tiers().accuracy());
    out.print(
        "%s; on %s, bridge %.2f %% of the run",
        result.stages().stream()
            .map(
                s ->
                    String.format(
                        Locale.ROOT,
                        "%s %.1f s",
                        s.stage().name().toLowerCase(Locale.ROOT),
                        s.seconds()))
            .collect(Collectors.joining(", ")),
        result.model().device(),
        100 * result.bridge().overheadSeconds() / result.seconds());
  }

  private static List<String[]> rows(List<Report> reports) {
    return reports.stream()
        .map(
            report ->
                new String[] {
                  report.protocol().key(),
                  format("%.2f", report.outcome().validation()),
                  format("%.2f", report.outcome().test()),
                  report.outcome().rank().place() + " of " + report.outcome().rank().size(),
                  format("%.2f", report.outcome().gap()),
                  format("%.2f±%.2f", report.random().mean(), report.random().deviation())
                })
        .toList();
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
