package org.narq2t.report.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.narq2t.images.TrainedNetworks.Judgement;
import org.narq2t.images.TrainedNetworks.Summary;

/** What the figures of the page are drawn from, by name; see {@code narq2t.bridge.figures}. */
final class TrainingFigures {
  private static final int IMAGES = 40;

  private TrainingFigures() {}

  static Map<String, Object> of(
      Summary shown, TrainingReport report, List<TrainingPage.Beside> beside) {
    Map<String, Object> figures = new LinkedHashMap<>();
    List<Map<String, Object>> trainings =
        report.trainings().stream().map(TrainingFigures::training).toList();
    Map<String, Object> progress =
        figure(
            "training_progress", "Validation accuracy over training time", "trainings", trainings);
    Map<String, Object> others = new LinkedHashMap<>();
    beside.forEach(
        other ->
            others.put(
                other.name(),
                other.report().trainings().stream().map(TrainingFigures::training).toList()));
    progress.put("others", others);
    figures.put("progress", progress);
    Map<String, Object> curves = new LinkedHashMap<>();
    for (TrainingReport.Row row : report.finals()) {
      List<Double> curve = shown.curves().getOrDefault(row.architecture(), List.of());
      if (!curve.isEmpty()) {
        curves.put("training " + row.number() + (row.isChosen() ? ", chosen" : ""), curve);
      }
    }
    if (!curves.isEmpty() || !shown.searchCurves().isEmpty()) {
      Map<String, Object> epochs =
          figure("epochs", "Validation accuracy by epoch", "curves", curves);
      epochs.put("others", List.copyOf(shown.searchCurves().values()));
      figures.put("epochs", epochs);
    }
    if (!shown.latencies().isEmpty()) {
      double limit = shown.result().configuration().limits().maxLatencyMs();
      Map<String, Object> front =
          figure("front", "Accuracy against latency", "trainings", trainings);
      front.put("limit", limit > 0 ? limit : null);
      figures.put("front", front);
    }
    for (Judgement judged : shown.judged()) {
      Map<String, Object> confusion =
          figure("confusion", "Images by true and predicted class", "counts", judged.confusion());
      confusion.put("classes", judged.classes());
      figures.put("confusion", confusion);
      if (!judged.misclassified().isEmpty()) {
        Map<String, Object> wrong =
            figure(
                "misclassified",
                "Misclassified images",
                "mistakes",
                new ArrayList<>(judged.misclassified().stream().limit(IMAGES).toList()));
        wrong.put("cache", shown.cache().toString());
        figures.put("misclassified", wrong);
      }
    }
    return figures;
  }

  private static Map<String, Object> figure(String kind, String title, String key, Object value) {
    Map<String, Object> figure = new LinkedHashMap<>();
    figure.put("kind", kind);
    figure.put("title", title);
    figure.put(key, value);
    return figure;
  }

  private static Map<String, Object> training(TrainingReport.Row row) {
    Map<String, Object> training = new LinkedHashMap<>();
    training.put("seconds", row.seconds());
    training.put("accuracy", row.failed() ? null : row.validation());
    training.put("final", row.isFinal());
    training.put("latency", Double.isNaN(row.latencyMs()) ? null : row.latencyMs());
    training.put("chosen", row.isChosen());
    return training;
  }
}
