package org.narq2t.report;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.narq2t.evaluation.RandomSearch.Expectation;

/** What the figures of the page of a search are drawn from; see {@code narq2t.bridge.figures}. */
final class SearchFigures {

  private SearchFigures() {}

  static Map<String, Object> of(SearchReport report) {
    Map<String, Object> figures = new LinkedHashMap<>();
    if (report.among() > 0 && !report.lookUps().isEmpty()) {
      figures.put("regret", regret(report));
    }
    List<LookUp> predicted = report.lookUps().stream().filter(LookUp::isPredicted).toList();
    if (!predicted.isEmpty()) {
      figures.put("beliefs", beliefs(predicted, report.found()));
    }
    return figures;
  }

  private static Map<String, Object> regret(SearchReport report) {
    Map<String, Object> figure = figure("regret", report.found());
    figure.put("best", report.best().stream().map(SearchFigures::orNull).toList());
    figure.put("optimum", report.optimum());
    figure.put(
        "random",
        Map.of(
            "mean", report.random().stream().map(Expectation::mean).toList(),
            "deviation", report.random().stream().map(Expectation::deviation).toList()));
    return figure;
  }

  private static Map<String, Object> beliefs(List<LookUp> predicted, int found) {
    Map<String, Object> figure = figure("beliefs", found);
    figure.put("look_ups", predicted.stream().map(SearchFigures::belief).toList());
    return figure;
  }

  private static Map<String, Object> belief(LookUp one) {
    Map<String, Object> belief = new HashMap<>();
    belief.put("number", one.number());
    belief.put("score", one.score());
    belief.put("deviation", orNull(one.deviation()));
    belief.put("accuracy", one.validation());
    return belief;
  }

  private static Map<String, Object> figure(String kind, int found) {
    Map<String, Object> figure = new LinkedHashMap<>();
    figure.put("kind", kind);
    figure.put("title", Messages.text("search." + kind));
    figure.put("found", found);
    return figure;
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }
}
