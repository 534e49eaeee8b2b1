package org.narq2t.web.pages;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.narq2t.report.SearchInProgress;
import org.narq2t.tracking.RunMetrics.Metric;

/**
 * What the compare page draws of one run.
 *
 * @param dataset accuracies on different ones are not drawn together
 * @param series figures by name: epoch from 1, value
 * @param found what its search found; at most one, none before the search
 */
public record ComparedCurves(
    long run,
    String dataset,
    Map<String, List<double[]>> series,
    List<SearchInProgress.State> found) {

  static Map<String, List<double[]>> series(List<Metric> metrics) {
    Map<String, List<double[]>> series = new TreeMap<>();
    for (Metric metric : metrics) {
      series
          .computeIfAbsent(metric.name(), name -> new java.util.ArrayList<>())
          .add(new double[] {metric.step() + 1, metric.amount()});
    }
    return series;
  }
}
