package org.narq2t.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.narq2t.comparison.PresetDistance;
import org.narq2t.report.ReportTable.Origin;
import org.narq2t.report.TableRows.Value;

/**
 * The rows of a table of results: one for each group of runs, below it random search with as many
 * queries and what was published of the same place.
 */
final class ResultRows {

  private final ReportedRuns runs;
  private final TableLayout layout;
  private final List<TableColumn> columns;
  private final List<Row> rows = new ArrayList<>();

  /** A row before its empty columns are left out. */
  record Row(Origin origin, String method, List<String> labels, String seeds, List<Value> values) {}

  ResultRows(ReportedRuns runs, TableLayout layout) {
    this.runs = runs;
    this.layout = layout;
    this.columns = layout.columns();
    List<RunGroup> groups = runs.groups();
    Map<Integer, List<Published.Row>> among =
        runs.published().among(groups.stream().map(group -> group.variant().labels()).toList());
    boolean asPublished = groups.stream().anyMatch(group -> runs.changes(group) == 0);
    int first = 0; // of those that are judged among the same
    for (int i = 0; i < groups.size(); i++) {
      RunGroup group = groups.get(i);
      add(group);
      boolean last = i + 1 == groups.size() || groups.get(i + 1).accuracies() != group.accuracies();
      if (last) {
        optimum(groups.subList(first, i + 1));
        first = i + 1;
      }
      if (asPublished) {
        among.getOrDefault(i, List.of()).forEach(this::add);
      }
    }
  }

  private void add(RunGroup group) {
    int changes = runs.changes(group);
    rows.add(
        new Row(
            Origin.STUDY,
            PresetDistance.text(group.method(), changes),
            group.variant().shownLabels(),
            runs(group),
            values(group, GroupCells::found)));
    add(Origin.RANDOM_SEARCH, "row.random-search", group, GroupCells::random);
    if (changes > 0) {
      return; // published figures are those of other settings
    }
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

  /** How many, and how many the study asks for where some are missing. */
  private String runs(RunGroup group) {
    int done = group.runs().size();
    return done < runs.asked()
        ? Messages.text("cell.fewer-seeds", done, runs.asked())
        : Numbers.count(done);
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

  /** In their order. */
  List<Row> all() {
    return rows;
  }

  /** Whether there is a row of this origin. */
  boolean has(Origin origin) {
    return rows.stream().anyMatch(row -> row.origin() == origin);
  }
}
