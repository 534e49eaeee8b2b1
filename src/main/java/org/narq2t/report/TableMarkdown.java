package org.narq2t.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown, as GitHub shows it: title, rows, and what a reader has to know. */
final class TableMarkdown {

  private TableMarkdown() {}

  static String of(ReportTable table) {
    List<String> alignment = new ArrayList<>(List.of("---"));
    table.lines().columns().forEach(column -> alignment.add(column.number() ? "--:" : "---"));
    List<String> lines = new ArrayList<>();
    lines.add("**" + escaped(table.title()) + "**");
    lines.add("");
    lines.add(row(table.columnNames()));
    lines.add(row(alignment));
    table.rows().forEach(cells -> lines.add(row(cells)));
    lines.add("");
    table.findings().forEach(finding -> lines.add("- " + finding));
    if (!table.findings().isEmpty()) {
      lines.add("");
    }
    lines.add(table.note());
    lines.add("");
    return String.join(System.lineSeparator(), lines);
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(TableMarkdown::escaped)
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  /** Operators such as {@code |nor_conv_3x3~0|} would end a cell. */
  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("*", "\\*");
  }
}
