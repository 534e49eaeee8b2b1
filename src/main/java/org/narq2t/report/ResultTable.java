package org.narq2t.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.narq2t.report.ReportTable.Origin;
import org.narq2t.report.ResultRows.Row;
import org.narq2t.report.TableRows.Field;
import org.narq2t.report.TableRows.Value;

/**
 * Any table of results: its columns that have a figure, their charts and what a reader has to know.
 */
final class ResultTable {
  private final ReportedRuns runs;
  private final TableLayout layout;
  private final List<TableColumn> columns;
  private final ResultRows all;
  private final List<Row> rows;

  ResultTable(ReportedRuns runs, TableLayout layout) {
    this.runs = runs;
    this.layout = layout;
    this.columns = layout.columns();
    this.all = new ResultRows(runs, layout);
    this.rows = all.all();
  }

  /** The table; none if the runs have no figure for any of its columns. */
  Optional<ReportTable> table() {
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      if (rows.stream().anyMatch(row -> !row.values().get(column).isEmpty())) {
        shown.add(column);
      }
    }
    boolean empty =
        rows.stream()
            .filter(row -> row.origin() == Origin.STUDY)
            .allMatch(row -> row.values().stream().allMatch(Value::isEmpty));
    return empty ? Optional.empty() : Optional.of(table(shown));
  }

  private ReportTable table(List<Integer> shown) {
    List<Field> fields = new ArrayList<>();
    runs.headings().forEach(heading -> fields.add(Field.text(heading, csv(heading))));
    fields.add(Field.count(Messages.text("heading.runs"), "runs"));
    for (int i : shown) {
      TableColumn column = columns.get(i);
      fields.add(
          Field.number(
              column.group(),
              column.group(),
              column.name(),
              column.csv(),
              column.metric().digits()));
    }
    TableRows table = new TableRows(runs, fields);
    for (Row row : rows) {
      List<Value> values = new ArrayList<>();
      row.labels().forEach(label -> values.add(Value.of(label)));
      values.add(Value.of(row.seeds()));
      shown.forEach(i -> values.add(row.values().get(i)));
      table.add(row.origin(), row.method(), values);
    }
    return table
        .table(layout.key(), layout.number(), layout.title(), List.of(), note(), "")
        .with(
            shown.stream().map(this::chart).toList(),
            layout.equals(runs.layouts().get(0)) ? RegretChart.of(runs) : List.of());
  }

  private ColumnChart chart(int at) {
    TableColumn column = columns.get(at);
    List<ColumnChart.Bar> bars =
        rows.stream()
            .filter(row -> !row.values().get(at).isEmpty() && row.origin() != Origin.DIFFERENCE)
            .map(
                row ->
                    new ColumnChart.Bar(
                        row.labels().stream()
                            .filter(label -> !label.isEmpty())
                            .collect(Collectors.joining(", ")),
                        row.origin().key(),
                        row.method(),
                        Numbers.rounded(row.values().get(at).figure().mean()),
                        Numbers.rounded(row.values().get(at).figure().deviation())))
            .toList();
    String name = column.group().isEmpty() ? column.name() : column.group() + ": " + column.name();
    return new ColumnChart(name, column.metric().isAccuracy(), bars);
  }

  private static String csv(String heading) {
    return heading.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }

  private String note() {
    List<String> sentences = new ArrayList<>();
    sentences.add(Messages.text("note.figures"));
    if (runs.groups().stream().anyMatch(group -> group.runs().size() < runs.asked())) {
      sentences.add(Messages.text("note.fewer-seeds", runs.asked()));
    }
    if (all.has(Origin.RANDOM_SEARCH)) {
      sentences.add(Messages.text("note.random-search"));
    }
    runs.groups().stream().map(RunGroup::amongWhat).distinct().forEach(sentences::add);
    if (all.has(Origin.PAPER)) {
      sentences.add(Messages.text("note.published", runs.published().sources()));
    }
    if (rows.stream().flatMap(row -> row.values().stream()).anyMatch(Value::isWithoutRule)) {
      sentences.add(Messages.text("note.no-rule"));
    }
    if (all.has(Origin.DIFFERENCE)) {
      sentences.add(Messages.text("note.difference"));
    }
    if (runs.results().stream().anyMatch(run -> !run.model().trainedBy().isEmpty())) {
      sentences.add(Messages.text("note.shared-training"));
    }
    sentences.add(layout.note());
    sentences.removeIf(String::isBlank);
    return String.join(" ", sentences);
  }
}
