package org.narq2t.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.narq2t.evaluation.RegretCurve;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Split;
import org.narq2t.run.RunResult;
import org.narq2t.space.Task;

/**
 * How far the searches of a task are from the best validation accuracy of the table, query by
 * query: the median over seeds with a band, beside random search.
 *
 * @param name of the task
 * @param lines in the order of the table, random search last
 */
public record RegretChart(String name, List<Line> lines) {

  /**
   * A method.
   *
   * @param points those where something changes: queries, median, 10th and 90th percentile
   */
  public record Line(String name, List<double[]> points) {}

  /** A chart for each task that was searched; none where limits decide what can be found. */
  static List<RegretChart> of(ReportedRuns runs) {
    Map<Task, List<RunGroup>> tasks =
        runs.groups().stream()
            .filter(group -> !group.task().isLimited() && isSearch(group))
            .collect(
                Collectors.groupingBy(RunGroup::dataset, LinkedHashMap::new, Collectors.toList()));
    return tasks.entrySet().stream().map(task -> of(task.getKey(), task.getValue())).toList();
  }

  private static boolean isSearch(RunGroup group) {
    return group.accuracies().members() > 0
        && group.results().stream()
            .flatMap(run -> run.rounds().stream())
            .anyMatch(round -> round.purpose() == Purpose.SEARCH);
  }

  private static RegretChart of(Task task, List<RunGroup> groups) {
    Accuracies accuracies = groups.get(0).accuracies();
    String name = Messages.dataset(task);
    int queries =
        groups.stream()
            .flatMap(group -> group.results().stream())
            .mapToInt(run -> run.queries().distinct())
            .max()
            .orElseThrow();
    List<Line> lines = new ArrayList<>();
    for (RunGroup group : groups) {
      List<double[]> curves =
          group.results().stream()
              .map(run -> RegretCurve.of(found(run), optimum(accuracies), queries))
              .toList();
      lines.add(new Line(name(group, name), points(RegretCurve.over(curves))));
    }
    lines.add(
        new Line(
            Messages.text("row.random-search"),
            points(RegretCurve.ofRandomSearch(accuracies.judged(Split.VALIDATION), queries))));
    return new RegretChart(name, List.copyOf(lines));
  }

  private static double optimum(Accuracies accuracies) {
    return accuracies.optimum(Split.VALIDATION);
  }

  /** Validation accuracies in the order of the look-ups, each architecture once. */
  static double[] found(RunResult run) {
    Map<Integer, Double> found = new LinkedHashMap<>();
    run.rounds().stream()
        .flatMap(round -> round.observations().stream())
        .filter(observation -> observation.purpose().isPaid())
        .forEach((Observation o) -> found.putIfAbsent(o.architecture(), o.validation()));
    return found.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The labels of a group but for its task, and how many seeds it has. */
  private static String name(RunGroup group, String task) {
    String labels =
        group.variant().shownLabels().stream()
            .filter(label -> !label.equals(task))
            .collect(Collectors.joining(", "));
    String method = labels.isEmpty() ? group.method() : labels;
    return group.runs().size() == 1
        ? Messages.text("curve.seed", method)
        : Messages.text("curve.seeds", method, group.runs().size());
  }

  /** Finer than the places of accuracies lie apart: what is not the best must not look like it. */
  private static double rounded(double regret) {
    return Math.round(1e4 * regret) / 1e4;
  }

  private static List<double[]> points(RegretCurve curve) {
    List<double[]> points = new ArrayList<>();
    int last = curve.median().length - 1;
    for (int query = 0; query <= last; query++) {
      boolean changes =
          query == 0
              || curve.median()[query] != curve.median()[query - 1]
              || curve.low()[query] != curve.low()[query - 1]
              || curve.high()[query] != curve.high()[query - 1];
      if (changes || query == last) {
        points.add(
            new double[] {
              query + 1,
              rounded(curve.median()[query]),
              rounded(curve.low()[query]),
              rounded(curve.high()[query])
            });
      }
    }
    return List.copyOf(points);
  }
}
