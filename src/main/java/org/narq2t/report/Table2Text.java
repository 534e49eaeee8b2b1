package org.narq2t.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.narq2t.benchmark.Split;
import org.narq2t.evaluation.Figure;
import org.narq2t.evaluation.PaperTables;
import org.narq2t.report.Table2.Difference;
import org.narq2t.report.Table2.Origin;
import org.narq2t.report.Table2.Row;
import org.narq2t.space.Dataset;

/** Table II for the terminal, with the paper's rows that stand beside this method. */
final class Table2Text {

  private Table2Text() {}

  static String of(Table2 table) {
    List<Row> rows =
        table.rows().stream()
            .filter(row -> row.origin() != Origin.PAPER || isOfTheAuthors(row))
            .toList();
    List<Column> columns = new ArrayList<>();
    List<Object[]> cells = new ArrayList<>();
    for (Row row : rows) {
      cells.add(cells(table.datasets(), row));
    }
    columns.add(column("method", HorizontalAlign.LEFT));
    columns.add(column("selection rule", HorizontalAlign.LEFT));
    columns.add(column("queries", HorizontalAlign.RIGHT));
    columns.add(column("seconds", HorizontalAlign.RIGHT));
    for (Dataset dataset : table.datasets()) {
      for (Split split : Split.values()) {
        columns.add(column(dataset.key() + "\n" + split.key() + " %", HorizontalAlign.RIGHT));
      }
    }
    String grid =
        AsciiTable.getTable(
            AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
            columns.toArray(Column[]::new),
            cells.toArray(Object[][]::new));
    return "%s%n%s%nPublished rows: %s. Seconds are of training and searching, per run.%n%s"
        .formatted(title(table), grid, PaperTables.SOURCE, differences(table))
        .stripTrailing();
  }

  private static String title(Table2 table) {
    return table.surrogate()
        ? "Table II on the SURROGATE: rows marked [surrogate] are no benchmark results"
        : "Table II: NAS-Bench-201, accuracy in %, mean ± standard deviation over the seeds";
  }

  private static boolean isOfTheAuthors(Row row) {
    return row.method().contains("NAR") || row.method().contains("Optimal");
  }

  private static Column column(String header, HorizontalAlign align) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.CENTER)
        .dataAlign(align)
        .maxWidth(60);
  }

  private static Object[] cells(List<Dataset> datasets, Row row) {
    List<String> cells = new ArrayList<>();
    String indent = row.origin() == Origin.RANDOM_SEARCH ? "  " : "";
    cells.add(indent + row.method());
    cells.add(row.rule());
    cells.add(row.queries());
    cells.add(row.costSeconds().isEmpty() ? "–" : Numbers.seconds(row.costSeconds().getAsDouble()));
    for (Dataset dataset : datasets) {
      for (Split split : Split.values()) {
        Figure figure = row.accuracies(split).get(dataset);
        cells.add(figure == null ? "–" : figure.toString());
      }
    }
    return cells.toArray();
  }

  private static String differences(Table2 table) {
    if (table.differences().isEmpty()) {
      return "";
    }
    return "Oracle-test mean less the paper's NARQ2T, in the paper's standard deviations: "
        + table.differences().stream()
            .map(Table2Text::difference)
            .collect(Collectors.joining(", "));
  }

  private static String difference(Difference difference) {
    return String.format(
        Locale.ROOT,
        "%s %s %+.2f (%+.2f points)",
        difference.dataset().key(),
        difference.split().key(),
        difference.deviations(),
        difference.points());
  }
}
