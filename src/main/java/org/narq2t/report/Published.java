package org.narq2t.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
  public record Row(String method, List<String> labels, Map<Key, Figure> values, String source) {

    /** Whether all that it says of its place is true of this one. */
    private boolean covers(List<String> place) {
      return IntStream.range(0, labels.size())
          .allMatch(i -> labels.get(i).isEmpty() || labels.get(i).equals(place.get(i)));
    }
  }

  /**
   * The key of a figure.
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

  /**
   * The rows that belong to several places, by the last of these in which they stand.
   *
   * @param places in the order of the table
   * @return by number of the place; behind the last place stand those of no or of every place
   */
  Map<Integer, List<Row>> among(List<List<String>> places) {
    return rows.stream()
        .filter(row -> row.labels().contains(""))
        .collect(Collectors.groupingBy(row -> last(row, places)));
  }

  private static int last(Row row, List<List<String>> places) {
    return IntStream.range(0, places.size())
        .filter(place -> row.covers(places.get(place)))
        .max()
        .orElse(places.size() - 1);
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
                    source.getValue().stream().distinct().collect(Collectors.joining(", "))
                        + ": "
                        + source.getKey())
            .collect(Collectors.joining("; "));
  }
}
