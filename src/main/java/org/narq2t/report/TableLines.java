package org.narq2t.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table as page and terminal show it: every cell a text.
 *
 * @param columns after that of the methods
 */
record TableLines(List<Column> columns, List<Line> lines) {

  /** Stands for what is not known. */
  static final String NOTHING = "–";

  /**
   * A column.
   *
   * @param group the heading that it shares with its neighbours; may be empty
   * @param brief the group in a few letters, for the terminal
   * @param number whether it is aligned as numbers are
   */
  record Column(String group, String brief, String name, boolean number) {}

  /**
   * A heading over one or more columns.
   *
   * @param columns how many
   * @param alone whether it has no second line of headings below it
   */
  record Heading(String name, int columns, boolean alone, boolean number) {}

  /**
   * A row.
   *
   * @param kind for the style sheet
   * @param cells one per column
   */
  record Line(String kind, String method, List<Cell> cells) {}

  /** A cell. */
  record Cell(String text, boolean number) {}

  /** A row of texts, one per column. */
  static Line line(List<Column> columns, String kind, String method, List<String> texts) {
    if (texts.size() != columns.size()) {
      throw new IllegalArgumentException(
          "%d cells in %d columns: %s".formatted(texts.size(), columns.size(), texts));
    }
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      cells.add(new Cell(texts.get(i), columns.get(i).number()));
    }
    return new Line(kind, method, cells);
  }

  /** The upper line of headings: groups, and columns without one. */
  public List<Heading> upper() {
    List<Heading> headings = new ArrayList<>();
    for (int i = 0; i < columns.size(); ) {
      Column column = columns.get(i);
      int span = 1;
      if (column.group().isEmpty()) {
        headings.add(new Heading(column.name(), 1, true, column.number()));
      } else {
        while (i + span < columns.size() && columns.get(i + span).group().equals(column.group())) {
          span++;
        }
        headings.add(new Heading(column.group(), span, false, false));
      }
      i += span;
    }
    return headings;
  }

  /** The lower line of headings: columns of groups. */
  public List<Column> lower() {
    return columns.stream().filter(column -> !column.group().isEmpty()).toList();
  }
}
