package org.narq2t.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.narq2t.report.ReportTable.Origin;
import org.narq2t.report.TableRows.Field;
import org.narq2t.report.TableRows.Value;

/**
 * Any table of results: a row for each group of runs, below it random search with as many queries
 * and what was published of the same place.
 */
final class ResultTable {

  private final ReportedRuns runs;
  private final TableLayout layout;
  private final List<TableColumn> columns;
  private final List<Row> rows = new ArrayList<>();

  /** A row before its empty columns are left out. */
  private record Row(
      Origin origin, String method, List<String> labels, String seeds, List<Value> values) {}

  ResultTable(ReportedRuns runs, TableLayout layout) {
    this.runs = runs;
    this.layout = layout;
    this.columns = layout.columns();
    List<RunGroup> groups = runs.groups();
    Map<Integer, List<Published.Row>> among =
        runs.published().among(groups.stream().map(group -> group.variant().labels()).toList());
    int first = 0; // of those that are judged among the same
    for (int i = 0; i < groups.size(); i++) {
      RunGroup group = groups.get(i);
      add(group);
      boolean last = i + 1 == groups.size() || groups.get(i + 1).accuracies() != group.accuracies();
      if (last) {
        optimum(groups.subList(first, i + 1));
        first = i + 1;
      }
      among.getOrDefault(i, List.of()).forEach(this::add);
    }
  }

  private void add(RunGroup group) {
    rows.add(
        new Row(
            Origin.STUDY,
            Messages.text("row.narq2t"),
            group.variant().shownLabels(),
            Numbers.count(group.runs().size()),
            values(group, GroupCells::found)));
    add(Origin.RANDOM_SEARCH, "row.random-search", group, GroupCells::random);
    List<Published.Row> published = runs.published().at(group.variant().labels());
    if (runs.isComparable()) {
      published.stream()
          .filter(row -> row.method().equals(layout.reference()))
          .forEach(
              row ->
                  add(
                      Origin.DIFFERENCE,
                      "row.difference",
                      group,
                      cells -> cells.differenceFrom(row)));
    }
    published.forEach(this::add);
  }

  private void optimum(List<RunGroup> groups) {
    List<Value> values = values(groups.get(0), GroupCells::optimum);
    List<String> labels = new ArrayList<>(groups.get(0).variant().labels());
    for (RunGroup group : groups) {
      labels.replaceAll(label -> group.variant().labels().contains(label) ? label : "");
    }
    if (values.stream().anyMatch(value -> !value.isEmpty())) {
      rows.add(new Row(Origin.OPTIMUM, Messages.text("row.optimum"), labels, "", values));
    }
  }

  private void add(Origin origin, String name, RunGroup group, Function<GroupCells, Value> value) {
    List<Value> values = values(group, value);
    if (values.stream().anyMatch(v -> !v.isEmpty())) {
      rows.add(
          new Row(
              origin,
              Messages.text(name, layout.reference()),
              group.variant().shownLabels(),
              "",
              values));
    }
  }

  private List<Value> values(RunGroup group, Function<GroupCells, Value> value) {
    return columns.stream().map(column -> value.apply(new GroupCells(group, column))).toList();
  }

  private void add(Published.Row row) {
    List<TableColumn> taken = new ArrayList<>();
    List<Value> values = new ArrayList<>();
    for (TableColumn column : columns) {
      Optional<Published.Key> key =
          row.values().keySet().stream().filter(k -> k.isOf(column)).findFirst();
      boolean again =
          key.filter(Published.Key::isWithoutRule).isPresent()
              && taken.stream().anyMatch(other -> key.orElseThrow().isOf(other));
      values.add(key.filter(k -> !again).map(k -> published(row, k, column)).orElse(Value.NOTHING));
      taken.add(column);
    }
    String method = Messages.text("row.published", row.method());
    rows.add(new Row(Origin.PAPER, method, row.labels(), "", values));
  }

  private static Value published(Published.Row row, Published.Key key, TableColumn column) {
    Value value = Value.of(row.values().get(key));
    String mark = key.isWithoutRule() ? Messages.text("mark.no-rule") : "";
    return new Value(Numbers.text(value.figure(), column.metric().digits()) + mark, value.figure());
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
    if (rows.stream().anyMatch(row -> row.origin() == Origin.RANDOM_SEARCH)) {
      sentences.add(Messages.text("note.random-search"));
    }
    runs.groups().stream().map(RunGroup::amongWhat).distinct().forEach(sentences::add);
    if (rows.stream().anyMatch(row -> row.origin() == Origin.PAPER)) {
      sentences.add(Messages.text("note.published", runs.published().sources()));
    }
    if (rows.stream().flatMap(row -> row.values().stream()).anyMatch(Value::isWithoutRule)) {
      sentences.add(Messages.text("note.no-rule"));
    }
    if (rows.stream().anyMatch(row -> row.origin() == Origin.DIFFERENCE)) {
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
