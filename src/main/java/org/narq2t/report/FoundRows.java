package org.narq2t.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.narq2t.evaluation.Figure;
import org.narq2t.ledger.Split;
import org.narq2t.report.TableRows.Field;
import org.narq2t.report.TableRows.Value;
import org.narq2t.run.RunResult;

/** The columns of rule, queries, seconds and accuracies, for rows of studies and of the paper. */
final class FoundRows {

  private FoundRows() {}

  static List<Field> fields() {
    return List.of(
        Field.text("Selection rule", "rule"),
        Field.count("Queries", "queries"),
        Field.count("Seconds", "seconds"),
        Field.number("Accuracy, %", "accuracy", "validation", "validation", 2),
        Field.number("Accuracy, %", "accuracy", "test", "test", 2));
  }

  /** What a rule found. */
  static List<Value> found(StudyGroup group, SelectionSummary summary) {
    return values(
        summary.rule().key(),
        Numbers.range(summary.queries()),
        Numbers.seconds(group.results().stream().mapToDouble(RunResult::cost).average()),
        accuracy(summary, Split.VALIDATION),
        accuracy(summary, Split.TEST));
  }

  private static Figure accuracy(SelectionSummary summary, Split split) {
    return summary.accuracies().containsKey(split)
        ? Numbers.figure(summary.accuracies().get(split))
        : Numbers.NO_FIGURE;
  }

  /** Random search under the same rule with as many queries. */
  static List<Value> random(SelectionSummary summary) {
    return values(
        summary.rule().key(),
        Numbers.range(summary.queries()),
        "",
        summary.random().getOrDefault(Split.VALIDATION, Numbers.NO_FIGURE),
        summary.random().getOrDefault(Split.TEST, Numbers.NO_FIGURE));
  }

  /** The highest accuracies among what the group is judged among. */
  static List<Value> optimum(Accuracies accuracies) {
    return values(
        "",
        "",
        "",
        Numbers.figure(accuracies.optimum(Split.VALIDATION)),
        accuracies.reported() == Split.TEST
            ? Numbers.figure(accuracies.optimum(Split.TEST))
            : Numbers.NO_FIGURE);
  }

  /** A row of the paper's authors. */
  static List<Value> published(OptionalDouble seconds, Figure validation, Figure test) {
    return values(
        Rule.ORACLE_TEST.key(),
        Table2.PAPER_QUERIES,
        seconds.isEmpty() ? "" : Numbers.accuracy(seconds.getAsDouble()),
        validation,
        test);
  }

  static List<Value> values(
      String rule, String queries, String seconds, Figure validation, Figure test) {
    return List.of(
        Value.of(rule), Value.of(queries), Value.of(seconds), Value.of(validation), Value.of(test));
  }

  /** Some values and more, or nothing where there are no more. */
  static List<Value> joined(int columns, List<Value> first, List<Value> rest) {
    List<Value> all = new ArrayList<>(first);
    all.addAll(rest);
    while (all.size() < columns) {
      all.add(Value.NOTHING);
    }
    return all;
  }
}
