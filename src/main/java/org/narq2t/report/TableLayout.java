package org.narq2t.report;

import java.util.List;
import org.narq2t.configuration.Impossible;
import org.narq2t.run.ConfigurationFile;

/**
 * A table as a file describes it.
 *
 * @param key the name in addresses and files
 * @param number the short name, {@code Table II}
 * @param note what a reader has to know of its figures; may be empty
 * @param columns in the order in which they are shown
 * @param reference the published method from which differences are shown; empty for none
 */
public record TableLayout(
    String key,
    String number,
    String title,
    String note,
    List<TableColumn> columns,
    String reference) {

  private static final List<String> STANDARD = List.of("found", "latency", "limits");

  public TableLayout {
    Impossible.unless(title != null, "title", "left out", "a text");
    Impossible.unless(
        columns != null && !columns.isEmpty(), "columns", "left out", "a list of columns");
    columns = List.copyOf(columns);
    number = number == null ? title : number;
    note = note == null ? "" : note;
    reference = reference == null ? "" : reference;
  }

  /** The tables of runs of which nothing else is known: {@code tables/*.yaml}. */
  static List<TableLayout> standard() {
    return STANDARD.stream().map(TableLayout::standard).toList();
  }

  /** The table of this name on the class path. */
  private static TableLayout standard(String name) {
    String path = "/tables/%s.yaml".formatted(name);
    return ConfigurationFile.strictly(path, HtmlTemplate.text(path), TableLayout.class);
  }

  /** The layout of the effect of limits on searches; a table of runs without limits is left out. */
  public static TableLayout limits() {
    return standard("limits");
  }
}
