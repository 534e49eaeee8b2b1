package org.narq2t.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.narq2t.benchmark.Split;
import org.narq2t.evaluation.Figure;
import org.narq2t.report.Table2.Row;
import org.narq2t.space.Dataset;

/**
 * Table II as CSV: a line per row, accuracy and deviation in columns of their own, an unknown value
 * left empty.
 */
final class Table2Csv {

  private Table2Csv() {}

  static String of(Table2 table) {
    List<String> header =
        new ArrayList<>(List.of("origin", "table", "method", "rule", "queries", "seconds"));
    for (Dataset dataset : table.datasets()) {
      for (Split split : Split.values()) {
        header.add(dataset.key() + "_" + split.key());
        header.add(dataset.key() + "_" + split.key() + "_deviation");
      }
    }
    return Stream.concat(Stream.of(header), table.rows().stream().map(row -> line(table, row)))
        .map(cells -> cells.stream().map(Table2Csv::quoted).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static List<String> line(Table2 table, Row row) {
    boolean made = table.surrogate() && row.origin() != Table2.Origin.PAPER;
    List<String> cells = new ArrayList<>();
    cells.add(row.origin().key());
    cells.add(made ? "surrogate" : "real");
    cells.add(row.method());
    cells.add(row.rule());
    cells.add(row.queries());
    cells.add(row.costSeconds().isEmpty() ? "" : number("%.2f", row.costSeconds().getAsDouble()));
    for (Dataset dataset : table.datasets()) {
      for (Split split : Split.values()) {
        Figure figure = row.accuracies(split).getOrDefault(dataset, UNKNOWN);
        cells.add(number("%.4f", figure.mean()));
        cells.add(number("%.4f", figure.deviation()));
      }
    }
    return cells;
  }

  private static final Figure UNKNOWN = new Figure(Double.NaN, Double.NaN);

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }

  private static String quoted(String cell) {
    return cell.matches(".*[\",\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
