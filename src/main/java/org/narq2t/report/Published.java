package org.narq2t.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.narq2t.evaluation.Figure;

/**
 * Published figures to stand beside one's own.
 *
 * @param rows in the order in which they are shown
 */
public record Published(List<Row> rows) {

  /** Nothing was published. */
  public static final Published NONE = new Published(List.of());

  /**
   * The figures of a method in one place of a table.
   *
   * @param labels of the place, as those of runs; an empty one stands for any
   * @param values by column, see {@link TableColumn#csv}
   * @param source where they are printed
   */
  public record Row(String method, List<String> labels, Map<Key, Figure> values, String source) {}

  /**
   * What a figure is of.
   *
   * @param rule the selection rule; empty if the source states none
   */
  public record Key(Metric metric, TableColumn.Over over, String rule) {

    /** Whether it stands in a column: under its rule, or under any if none is stated. */
    boolean isOf(TableColumn column) {
      return metric == column.metric()
          && over == column.over()
          && (column.rule() == null || rule.isEmpty() || rule.equals(column.rule().key()));
    }

    /** Whether the source does not say by which rule was selected. */
    boolean isWithoutRule() {
      return metric.isSelected() && rule.isEmpty();
    }
  }

  /** The rows of a place. */
  List<Row> at(List<String> labels) {
    return rows.stream().filter(row -> row.labels().equals(labels)).toList();
  }

  /** The rows that belong to no one place. */
  List<Row> anywhere() {
    return rows.stream().filter(row -> row.labels().contains("")).toList();
  }

  /** The sources, each with its methods if there are several. */
  String sources() {
    Map<String, List<String>> methods =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    Row::source,
                    LinkedHashMap::new,
                    Collectors.mapping(Row::method, Collectors.toList())));
    return methods.size() == 1
        ? methods.keySet().iterator().next()
        : methods.entrySet().stream()
            .map(
                source ->
                    source.getKey()
                        + ": "
                        + source.getValue().stream().distinct().collect(Collectors.joining(", ")))
            .collect(Collectors.joining("; "));
  }
}
