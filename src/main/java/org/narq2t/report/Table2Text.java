package org.narq2t.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import org.narq2t.benchmark.Split;
import org.narq2t.evaluation.PaperTables;
import org.narq2t.report.Table2Lines.Line;
import org.narq2t.space.Dataset;

/** Table II for the terminal, with the paper's rows that stand beside this method. */
final class Table2Text {

  private Table2Text() {}

  static String of(Table2 table) {
    Table2Lines lines = Table2Lines.of(table);
    Object[][] cells =
        lines.lines().stream()
            .filter(line -> !line.kind().equals("paper") || isOfTheAuthors(line))
            .map(Table2Text::cells)
            .toArray(Object[][]::new);
    List<Column> columns = new ArrayList<>();
    columns.add(column("method", HorizontalAlign.LEFT));
    columns.add(column("selection rule", HorizontalAlign.LEFT));
    columns.add(column("queries", HorizontalAlign.RIGHT));
    columns.add(column("seconds", HorizontalAlign.RIGHT));
    for (Dataset dataset : table.datasets()) {
      for (Split split : Split.values()) {
        columns.add(column(dataset.key() + "\n" + split.key() + " %", HorizontalAlign.RIGHT));
      }
    }
    return "%s%n%s%n%s"
        .formatted(
            title(table),
            AsciiTable.getTable(
                AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, columns.toArray(Column[]::new), cells),
            notes(lines));
  }

  private static String title(Table2 table) {
    return table.surrogate()
        ? "Table II on the SURROGATE: rows marked [surrogate] are no benchmark results"
        : "Table II: NAS-Bench-201, accuracy in %, mean ± standard deviation over the seeds";
  }

  private static String notes(Table2Lines lines) {
    String notes =
        "Published rows: %s. Seconds are of training and searching, per run."
            .formatted(PaperTables.SOURCE);
    return lines.compared()
        ? notes
            + " Difference: oracle-test mean less the paper's NARQ2T, in its standard deviations σ."
        : notes;
  }

  private static boolean isOfTheAuthors(Line line) {
    return line.method().contains("NAR") || line.method().contains("Optimal");
  }

  private static Column column(String header, HorizontalAlign align) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.CENTER)
        .dataAlign(align)
        .maxWidth(60);
  }

  private static Object[] cells(Line line) {
    List<String> cells = new ArrayList<>();
    String indent = line.kind().equals("random-search") ? "  " : "";
    cells.add(indent + line.method());
    cells.add(line.rule());
    cells.add(line.queries());
    cells.add(line.cost());
    cells.addAll(line.cells());
    return cells.toArray();
  }
}
