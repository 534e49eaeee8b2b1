package org.narq2t.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The tables of a study: that of the paper's search results for runs without latency, those of
 * latency, limits and fronts for the others.
 *
 * @param tables at least one
 */
public record Comparison(List<ComparisonTable> tables) {

  static Comparison of(Study study) {
    List<ComparisonTable> tables = new ArrayList<>();
    List<StudyGroup> plain =
        study.groups().stream().filter(group -> group.task().isPlain()).toList();
    if (!plain.isEmpty()) {
      tables.add(study.space().comparison(study.only(plain)));
    }
    tables.addAll(Table3.of(study));
    tables.addAll(Table9.of(study));
    tables.addAll(LimitTables.of(study));
    ParetoSection.of(study).forEach(front -> tables.add(front.table()));
    tables.addAll(PredictorTable.of(study));
    return new Comparison(List.copyOf(tables));
  }

  /** All of them for the terminal. */
  public String toText() {
    return tables.stream()
        .map(ComparisonTable::toText)
        .collect(Collectors.joining("%n%n".formatted()));
  }
}
