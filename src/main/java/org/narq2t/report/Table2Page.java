package org.narq2t.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.narq2t.benchmark.Split;
import org.narq2t.evaluation.Figure;
import org.narq2t.report.Table2.Row;
import org.narq2t.space.Dataset;

/** Table II as the page shows it: every cell a text. */
record Table2Page(List<String> datasets, List<Line> lines, List<String> differences) {

  /**
   * A row of the table.
   *
   * @param kind for the style sheet
   */
  record Line(
      String kind, String method, String rule, String queries, String cost, List<String> cells) {}

  static Table2Page of(Table2 table) {
    return new Table2Page(
        table.datasets().stream().map(DatasetSection::name).toList(),
        table.rows().stream().map(row -> line(table.datasets(), row)).toList(),
        table.differences().stream()
            .map(
                difference ->
                    String.format(
                        Locale.ROOT,
                        "%s %s %+.2f (%+.2f points)",
                        DatasetSection.name(difference.dataset()),
                        difference.split().key(),
                        difference.deviations(),
                        difference.points()))
            .toList());
  }

  private static Line line(List<Dataset> datasets, Row row) {
    List<String> cells = new ArrayList<>();
    for (Dataset dataset : datasets) {
      for (Split split : Split.values()) {
        Figure figure = row.accuracies(split).get(dataset);
        cells.add(figure == null ? "–" : figure.toString());
      }
    }
    return new Line(
        row.origin().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        row.method(),
        row.rule(),
        row.queries(),
        row.costSeconds().isEmpty() ? "–" : Numbers.seconds(row.costSeconds().getAsDouble()),
        cells);
  }
}
