package org.narq2t.report.training;

import java.util.List;
import java.util.Map;
import org.narq2t.ledger.Observation;
import org.narq2t.report.training.TrainingReport.Row;

/** What was found, in sentences. */
final class TrainingVerdict {
  private TrainingVerdict() {}

  /** Where nothing keeps the limits. */
  static String nothing(List<Row> rows) {
    return TrainingReport.format(
        "Nothing was found: none of %d trainings gave a result that keeps the limits.",
        rows.size());
  }

  /** Of the best of the final trainings. */
  static String of(
      List<Row> rows, Observation best, Map<Integer, Double> latencies, double limitMs) {
    long search = rows.stream().filter(row -> !row.isFinal()).count();
    long failed = rows.stream().filter(row -> !row.isFinal() && row.failed()).count();
    StringBuilder text = new StringBuilder();
    text.append(
        Double.isNaN(best.test())
            ? TrainingReport.format(
                "The network classifies %.2f %% of the validation images correctly, by which it was"
                    + " chosen; there were no test images, so expect less on new ones.",
                best.validation())
            : TrainingReport.format(
                "The network classifies %.2f %% of the test images correctly; these were looked at"
                    + " once, after it was chosen by its %.2f %% of the validation images.",
                best.test(), best.validation()));
    double ms = latencies.getOrDefault(best.architecture(), Double.NaN);
    if (!Double.isNaN(ms)) {
      text.append(TrainingReport.format(" It takes %.3f ms an image on this machine", ms));
      text.append(
          limitMs > 0 ? TrainingReport.format(", with a limit of %s ms.", plain(limitMs)) : ".");
    }
    text.append(
        TrainingReport.format(
            " It is the best of %d final trainings, of the best of %d trainings%s; all took %s.",
            rows.size() - search,
            search,
            failed == 0 ? "" : TrainingReport.format(" (%d failed)", failed),
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
