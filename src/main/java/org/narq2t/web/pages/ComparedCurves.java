package org.narq2t.web.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.narq2t.evaluation.RandomSearch.Expectation;
import org.narq2t.report.SearchCurve;
import org.narq2t.report.SearchInProgress;
import org.narq2t.report.SelectionRule;
import org.narq2t.tracking.RunMetrics.Metric;

/**
 * The curves that the compare page draws of runs that differ in their seed alone: the mean, and how
 * far they lie apart.
 *
 * @param name of the runs: {@code run 3}, {@code runs 1, 2, 4}
 * @param dataset accuracies on different ones are not drawn together
 * @param series figures by name: points of epoch from 1, mean, lowest, highest
 * @param searches those that have begun
 */
public record ComparedCurves(
    String name, String dataset, Map<String, List<double[]>> series, List<Searched> searches) {

  /**
   * The findings of a search under a rule.
   *
   * @param accuracy which one is reported
   * @param points of queries, mean, lowest, highest
   * @param random search under the same rule
   */
  public record Searched(
      String rule,
      String accuracy,
      List<double[]> points,
      List<Expectation> random,
      double optimum) {}

  /**
   * One run.
   *
   * @param found what its search found; none before the search
   */
  record OfRun(long run, List<Metric> metrics, List<SearchInProgress.State> found) {}

  /** Of runs that differ in their seed alone. */
  static ComparedCurves of(String dataset, List<OfRun> runs) {
    String numbers =
        runs.stream().map(run -> Long.toString(run.run())).collect(Collectors.joining(", "));
    return new ComparedCurves(
        (runs.size() == 1 ? "run " : "runs ") + numbers,
        dataset,
        series(runs.stream().map(OfRun::metrics).toList()),
        searches(runs.stream().flatMap(run -> run.found().stream()).toList()));
  }

  private static Map<String, List<double[]>> series(List<List<Metric>> runs) {
    Map<String, List<List<double[]>>> series = new TreeMap<>();
    for (List<Metric> run : runs) {
      Map<String, List<double[]>> own = new TreeMap<>();
      for (Metric metric : run) {
        own.computeIfAbsent(metric.name(), name -> new ArrayList<>())
            .add(new double[] {metric.step() + 1, metric.amount()});
      }
      own.forEach(
          (name, points) -> series.computeIfAbsent(name, n -> new ArrayList<>()).add(points));
    }
    Map<String, List<double[]>> means = new TreeMap<>();
    series.forEach((name, curves) -> means.put(name, MeanCurve.ofPoints(curves)));
    return means;
  }

  private static List<Searched> searches(List<SearchInProgress.State> states) {
    Map<SelectionRule, List<SearchCurve>> rules = new TreeMap<>();
    states.stream()
        .flatMap(state -> state.curves().stream())
        .filter(curve -> !curve.found().isEmpty())
        .forEach(
            curve -> rules.computeIfAbsent(curve.rule(), rule -> new ArrayList<>()).add(curve));
    return rules.values().stream()
        .map(curves -> searched(states.get(0).accuracy(), curves))
        .toList();
  }

  private static Searched searched(String accuracy, List<SearchCurve> curves) {
    SearchCurve any = curves.get(0);
    return new Searched(
        any.rule().name(),
        accuracy,
        MeanCurve.ofSteps(curves.stream().map(ComparedCurves::steps).toList()),
        any.random(),
        any.optimum());
  }

  private static List<double[]> steps(SearchCurve curve) {
    return curve.found().stream()
        .map(step -> new double[] {step.queries(), step.accuracy()})
        .toList();
  }
}
