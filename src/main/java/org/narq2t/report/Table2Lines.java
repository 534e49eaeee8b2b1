package org.narq2t.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.narq2t.benchmark.Split;
import org.narq2t.evaluation.Figure;
import org.narq2t.evaluation.Protocol;
import org.narq2t.report.Table2.Origin;
import org.narq2t.report.Table2.Row;
import org.narq2t.space.Dataset;

/**
 * Table II as page and terminal show it: every cell a text.
 *
 * @param compared whether there is a line of differences from the paper
 */
record Table2Lines(List<String> datasets, List<Line> lines, boolean compared) {

  private static final String NOTHING = "–";

  /**
   * A row of the table.
   *
   * @param kind for the style sheet
   * @param cells validation and test, by data set
   */
  record Line(
      String kind, String method, String rule, String queries, String cost, List<String> cells) {}

  static Table2Lines of(Table2 table) {
    List<Line> lines = new ArrayList<>();
    for (Row row : table.rows()) {
      if (row.origin() == Origin.PAPER && !compares(lines) && !table.differences().isEmpty()) {
        lines.add(difference(table)); // where the study's rows end
      }
      lines.add(line(table.datasets(), row));
    }
    return new Table2Lines(
        table.datasets().stream().map(DatasetSection::name).toList(), lines, compares(lines));
  }

  private static boolean compares(List<Line> lines) {
    return lines.stream().anyMatch(line -> line.kind().equals("difference"));
  }

  private static Line line(List<Dataset> datasets, Row row) {
    return new Line(
        row.origin().key(),
        row.method(),
        row.rule(),
        row.queries(),
        row.costSeconds().isEmpty() ? NOTHING : Numbers.seconds(row.costSeconds().getAsDouble()),
        cells(
            datasets,
            (dataset, split) -> {
              Figure figure = row.accuracies(split).get(dataset);
              return figure == null ? NOTHING : figure.toString();
            }));
  }

  private static Line difference(Table2 table) {
    return new Line(
        "difference",
        "difference from the paper",
        Protocol.ORACLE_TEST.key(),
        table.rows().get(0).queries(),
        NOTHING,
        cells(
            table.datasets(),
            (dataset, split) ->
                table.differences().stream()
                    .filter(d -> d.dataset() == dataset && d.split() == split)
                    .map(d -> String.format(Locale.ROOT, "%+.2f σ", d.deviations()))
                    .findFirst()
                    .orElse(NOTHING)));
  }

  private static List<String> cells(
      List<Dataset> datasets, BiFunction<Dataset, Split, String> cell) {
    List<String> cells = new ArrayList<>();
    for (Dataset dataset : datasets) {
      for (Split split : Split.values()) {
        cells.add(cell.apply(dataset, split));
      }
    }
    return cells;
  }
}
