package org.narq2t.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.narq2t.evaluation.Figure;
import org.narq2t.evaluation.LatencyError;
import org.narq2t.evaluation.SeedSummary;
import org.narq2t.latency.LatencyResult.LatencyPredictor;
import org.narq2t.report.TableRows.Field;
import org.narq2t.report.TableRows.Value;
import org.narq2t.run.RunResult;

/** One predictor of latency in some runs, over the seeds. */
record LatencyFigures(List<LatencyPredictor> runs) {

  /** A predictor in those runs that have it. */
  static LatencyFigures of(String predictor, List<RunResult> runs) {
    return new LatencyFigures(
        runs.stream()
            .flatMap(LatencyFigures::predictors)
            .filter(p -> p.name().equals(predictor))
            .toList());
  }

  static Stream<LatencyPredictor> predictors(RunResult run) {
    return run.latencies().stream().flatMap(latency -> latency.predictors().stream());
  }

  /** The first run of every seed: what others share with it would count twice. */
  static List<RunResult> oncePerSeed(List<RunResult> runs) {
    Map<Long, RunResult> first = new LinkedHashMap<>();
    runs.forEach(run -> first.putIfAbsent(run.configuration().seed(), run));
    return List.copyOf(first.values());
  }

  /** Columns of {@link #heldOut}. */
  static List<Field> heldOutFields(int digits) {
    List<Field> fields =
        new ArrayList<>(
            errorFields(Messages.text("group.held-out"), "held out", "held_out", digits));
    fields.add(orderField("metric.held-out-tau", "kendall"));
    fields.add(orderField("metric.held-out-spearman", "spearman"));
    return fields;
  }

  static List<Field> errorFields(String group, String brief, String csv, int digits) {
    return List.of(
        Field.number(
            group, brief, Messages.text("metric.held-out-rmse-ms"), csv + "_rmse_ms", digits),
        Field.number(
            group, brief, Messages.text("metric.held-out-within-5"), csv + "_within_5_percent", 0),
        Field.number(
            group,
            brief,
            Messages.text("metric.held-out-within-10"),
            csv + "_within_10_percent",
            0));
  }

  private static Field orderField(String name, String csv) {
    return Field.number(
        Messages.text("group.held-out"), "held out", Messages.text(name), "held_out_" + csv, 3);
  }

  /**
   * Root mean squared error in ms and shares within 5 and 10 % in percent on everything held out,
   * with Kendall's tau and Spearman's correlation.
   */
  List<Value> heldOut() {
    List<Value> values = new ArrayList<>(errors(p -> p.heldOut().error()));
    values.add(Value.of(over(p -> p.heldOut().tau())));
    values.add(Value.of(over(p -> p.heldOut().spearman())));
    return values;
  }

  /** The expected errors. */
  List<Value> expected() {
    return errors(p -> p.expected().error());
  }

  private List<Value> errors(java.util.function.Function<LatencyPredictor, LatencyError> error) {
    return List.of(
        Value.of(over(p -> error.apply(p).rmseMs())),
        Value.of(over(p -> 100 * error.apply(p).within5Percent())),
        Value.of(over(p -> 100 * error.apply(p).within10Percent())));
  }

  /** Held-out root mean squared error in ms. */
  Figure heldOutRmse() {
    return over(p -> p.heldOut().error().rmseMs());
  }

  /** Held-out share within 10 %, in percent. */
  Figure heldOutWithin10() {
    return over(p -> 100 * p.heldOut().error().within10Percent());
  }

  /** Mean and deviation over the seeds that have a figure; nothing if none has. */
  private Figure over(ToDoubleFunction<LatencyPredictor> value) {
    double[] known = runs.stream().mapToDouble(value).filter(v -> !Double.isNaN(v)).toArray();
    return known.length == 0 ? Numbers.NO_FIGURE : Numbers.figure(SeedSummary.of(known));
  }
}
