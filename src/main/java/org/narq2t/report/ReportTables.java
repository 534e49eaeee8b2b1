package org.narq2t.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All tables of a report, at least one. */
public record ReportTables(List<ReportTable> tables) {

  static ReportTables of(ReportedRuns runs) {
    List<ReportTable> tables = new ArrayList<>();
    for (TableLayout layout : runs.layouts()) {
      new ResultTable(runs, layout).table().ifPresent(tables::add);
    }
    ParetoSection.of(runs).forEach(front -> tables.add(front.table()));
    tables.addAll(PredictorTable.of(runs));
    return new ReportTables(List.copyOf(tables));
  }

  /** All of them in Markdown. */
  public String toMarkdown() {
    return tables.stream().map(TableMarkdown::of).collect(Collectors.joining("%n".formatted()));
  }

  /** All of them for the terminal. */
  public String toText() {
    return tables.stream().map(ReportTable::toText).collect(Collectors.joining("%n%n".formatted()));
  }
}
