package org.narq2t.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A list for the terminal: as many columns as fit, without lines between them.
 *
 * @param columns from left to right
 */
record FittingTable<R>(List<Column<R>> columns) {
  private static final String GAP = "  ";

  /**
   * A column.
   *
   * @param importance the lowest are left out first
   * @param number whether its cells stand to the right
   */
  record Column<R>(String header, int importance, boolean number, Function<R, String> cell) {}

  /** The rows under their headers, in lines of at most {@code width} characters if that can be. */
  String of(List<R> rows, int width) {
    List<Column<R>> kept = new ArrayList<>(columns);
    while (kept.size() > 1 && width(kept, rows) > width) {
      kept.remove(kept.stream().min(Comparator.comparingInt(Column::importance)).orElseThrow());
    }
    List<Integer> widths = kept.stream().map(column -> width(column, rows)).toList();
    List<String> lines = new ArrayList<>();
    lines.add(line(kept, widths, Column::header));
    rows.forEach(row -> lines.add(line(kept, widths, column -> column.cell().apply(row))));
    return String.join(System.lineSeparator(), lines);
  }

  private static <R> int width(List<Column<R>> columns, List<R> rows) {
    int cells = columns.stream().mapToInt(column -> width(column, rows)).sum();
    return cells + GAP.length() * (columns.size() - 1);
  }

  private static <R> int width(Column<R> column, List<R> rows) {
    return rows.stream()
        .mapToInt(row -> column.cell().apply(row).length())
        .reduce(column.header().length(), Math::max);
  }

  private static <R> String line(
      List<Column<R>> columns, List<Integer> widths, Function<Column<R>, String> text) {
    return IntStream.range(0, columns.size())
        .mapToObj(
            i -> {
              String cell = text.apply(columns.get(i));
              String space = " ".repeat(widths.get(i) - cell.length());
              return columns.get(i).number() ? space + cell : cell + space;
            })
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }
}
