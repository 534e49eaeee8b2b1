package org.narq2t.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.narq2t.evaluation.Figure;
import org.narq2t.evaluation.RandomSearch.Expectation;
import org.narq2t.evaluation.SeedSummary;
import org.narq2t.ledger.Split;
import org.narq2t.report.SelectionRule.Choice;
import org.narq2t.report.TableColumn.Over;
import org.narq2t.report.TableRows.Value;
import org.narq2t.run.RunResult;

/** The cells of a group of runs in one column: what they found, and what stands beside it. */
record GroupCells(RunGroup group, TableColumn column) {

  /** What the runs found, put together over the seeds. */
  Value found() {
    double[] values = values();
    if (values.length == 0) {
      return Value.NOTHING;
    }
    Metric metric = column.metric();
    Figure figure = figure(values);
    String text =
        metric.isCount() && column.over() == Over.MEAN
            ? Numbers.range(Arrays.stream(values).mapToInt(value -> (int) value).toArray())
            : Numbers.text(figure, metric.digits());
    int runs = group.runs().size();
    return new Value(
        values.length == runs ? text : Messages.text("cell.some-runs", text, values.length, runs),
        figure);
  }

  private Figure figure(double[] values) {
    return switch (column.over()) {
      case MEAN -> Numbers.figure(SeedSummary.of(values));
      case SUM -> Numbers.figure(Arrays.stream(values).sum());
      case BEST ->
          Numbers.figure(
              column.metric().isLowBest()
                  ? Arrays.stream(values).min().orElseThrow()
                  : Arrays.stream(values).max().orElseThrow());
    };
  }

  /** Of every run that has one. */
  double[] values() {
    return group.results().stream()
        .flatMapToDouble(run -> Arrays.stream(value(run)))
        .filter(value -> !Double.isNaN(value))
        .toArray();
  }

  private double[] value(RunResult run) {
    Metric metric = column.metric();
    return metric.isSelected()
        ? choice(run).stream().mapToDouble(choice -> metric.of(group, run, choice)).toArray()
        : new double[] {metric.of(group, run, null)};
  }

  private Optional<Choice> choice(RunResult run) {
    return isReporting() ? column.rule().choice(run, group.accuracies()) : Optional.empty();
  }

  /** Whether the table allows the rule of the column. */
  private boolean isReporting() {
    return SelectionRule.reporting(group.accuracies().reported()).contains(column.rule());
  }

  /**
   * Random search under the same rule: with as many queries as each run, or for the best of the
   * seeds with those of all together.
   */
  Value random() {
    if (!column.metric().isSelected()) {
      return Value.NOTHING;
    }
    int[] queries =
        group.results().stream()
            .flatMap(run -> choice(run).stream())
            .mapToInt(Choice::queries)
            .toArray();
    if (queries.length == 0) {
      return Value.NOTHING;
    }
    if (column.metric() == Metric.QUERIES) {
      return found();
    }
    return column
        .metric()
        .accuracy(group.accuracies())
        .map(told -> Value.of(random(told, queries)))
        .orElse(Value.NOTHING);
  }

  private Figure random(Split told, int[] queries) {
    boolean best = column.over() == Over.BEST;
    IntStream counts = best ? IntStream.of(IntStream.of(queries).sum()) : IntStream.of(queries);
    List<Expectation> expected =
        counts
            .mapToObj(n -> group.accuracies().random(column.rule().selectsBy(), told, n))
            .toList();
    return new Figure(
        expected.stream().mapToDouble(Expectation::mean).average().orElseThrow(),
        expected.stream().mapToDouble(Expectation::deviation).average().orElseThrow());
  }

  /** The best that can be found. */
  Value optimum() {
    return group.accuracies().members() == 0 || !isReporting()
        ? Value.NOTHING
        : column
            .metric()
            .accuracy(group.accuracies())
            .map(split -> Value.of(group.accuracies().optimum(split)))
            .orElse(Value.NOTHING);
  }

  /** How many published deviations the runs are from a published mean. */
  Value differenceFrom(Published.Row published) {
    double[] values = values();
    return published.values().entrySet().stream()
        .filter(value -> value.getKey().isOf(column) && !value.getKey().isWithoutRule())
        .map(java.util.Map.Entry::getValue)
        .filter(figure -> figure.deviation() > 0 && values.length > 0)
        .map(figure -> (figure(values).mean() - figure.mean()) / figure.deviation())
        .map(sigmas -> Value.of(String.format(Locale.ROOT, "%+.2f σ", sigmas)))
        .findFirst()
        .orElse(Value.NOTHING);
  }
}
