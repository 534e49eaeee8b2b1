package org.narq2t.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import org.narq2t.report.TableLines.Line;

/** A table for the terminal, with the paper's rows that stand beside this method. */
final class TableText {

  private static final int WIDEST = 60;
  private static final int LINE = 120;

  private TableText() {}

  static String of(ReportTable table) {
    TableLines lines = table.lines();
    Object[][] cells =
        lines.lines().stream()
            .filter(line -> table.plot().isEmpty() || !isOptimum(line)) // a true front is long
            .map(TableText::cells)
            .toArray(Object[][]::new);
    List<Column> columns = new ArrayList<>();
    columns.add(column("method", false));
    for (TableLines.Column column : lines.columns()) {
      String name = column.name().toLowerCase(java.util.Locale.ROOT);
      columns.add(
          column(column.group().isEmpty() ? name : column.brief() + "\n" + name, column.number()));
    }
    String title =
        table.surrogate() ? Messages.text("title.surrogate", table.number()) : table.title();
    String findings =
        table.findings().stream()
            .map(finding -> wrapped("- " + finding) + System.lineSeparator())
            .collect(java.util.stream.Collectors.joining());
    return "%s%n%s%n%s%s"
        .formatted(
            title,
            AsciiTable.getTable(
                AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, columns.toArray(Column[]::new), cells),
            findings,
            wrapped(table.note()));
  }

  private static String wrapped(String text) {
    StringBuilder wrapped = new StringBuilder();
    int length = 0;
    for (String word : text.split(" ")) {
      boolean fits = length + 1 + word.length() <= LINE;
      wrapped.append(length == 0 ? "" : fits ? " " : System.lineSeparator()).append(word);
      length = (length == 0 || !fits ? 0 : length + 1) + word.length();
    }
    return wrapped.toString();
  }

  private static boolean isOptimum(Line line) {
    return line.kind().equals("optimum");
  }

  private static Column column(String header, boolean number) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.CENTER)
        .dataAlign(number ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT)
        .maxWidth(WIDEST);
  }

  private static Object[] cells(Line line) {
    List<String> cells = new ArrayList<>();
    cells.add((line.kind().equals("random-search") ? "  " : "") + line.method());
    line.cells().forEach(cell -> cells.add(cell.text()));
    return cells.toArray();
  }
}
