package org.narq2t.report.training;

import java.util.List;
import java.util.Map;
import org.narq2t.ledger.Observation;
import org.narq2t.report.Messages;
import org.narq2t.report.training.TrainingReport.Row;

/** What was found, in sentences. */
final class TrainingVerdict {
  private TrainingVerdict() {}

  /** Where nothing keeps the limits. */
  static String nothing(List<Row> rows) {
    return Messages.text("training.nothing", rows.size());
  }

  /** Of the best of the final trainings. */
  static String of(
      List<Row> rows, Observation best, Map<Integer, Double> latencies, double limitMs) {
    long search = rows.stream().filter(row -> !row.isFinal()).count();
    long failed = rows.stream().filter(row -> !row.isFinal() && row.failed()).count();
    StringBuilder text = new StringBuilder();
    text.append(
        Double.isNaN(best.test())
            ? Messages.text("training.validated", best.validation())
            : Messages.text("training.tested", best.test(), best.validation()));
    double ms = latencies.getOrDefault(best.architecture(), Double.NaN);
    if (!Double.isNaN(ms)) {
      text.append(
          limitMs > 0
              ? Messages.text("training.limited", ms, plain(limitMs))
              : Messages.text("training.latency", ms));
    }
    text.append(
        Messages.text(
            "training.trainings",
            rows.size() - search,
            search,
            failed == 0 ? "" : Messages.text("training.failed", failed),
            time(rows.stream().mapToDouble(Row::seconds).sum())));
    return text.toString();
  }

  private static String time(double seconds) {
    if (seconds < 90) {
      return TrainingReport.format("%.0f s", seconds);
    }
    return seconds < 5_400
        ? TrainingReport.format("%.0f minutes", seconds / 60)
        : TrainingReport.format("%.1f hours", seconds / 3_600);
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? TrainingReport.format("%.0f", value)
        : Double.toString(value);
  }
}
