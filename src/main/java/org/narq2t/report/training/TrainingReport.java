package org.narq2t.report.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.narq2t.evaluation.Fidelities;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;
import org.narq2t.run.RunResult;

/**
 * The numbers of the page.
 *
 * @param verdict what was found, in sentences
 * @param trainings of the search and final ones, in the order in which they were done
 * @param chosen number of the architecture that is reported; -1 if nothing was found
 * @param fidelities whether short and full trainings agree
 */
public record TrainingReport(
    String verdict, List<Row> trainings, int chosen, Fidelities fidelities) {

  /**
   * A training.
   *
   * @param number from 1, in the order in which they were done
   * @param validation accuracy in %; NaN if it failed
   * @param latencyMs NaN if it was not measured
   */
  public record Row(
      int number,
      int architecture,
      String cell,
      boolean isFinal,
      boolean isChosen,
      int epochs,
      double validation,
      double latencyMs,
      double seconds) {

    /** Whether it gave no result. */
    public boolean failed() {
      return Double.isNaN(validation);
    }

    /** The accuracy in words. */
    public String accuracyText() {
      return failed() ? "failed" : format("%.2f", validation);
    }

    /** The latency in words. */
    public String latencyText() {
      return Double.isNaN(latencyMs) ? "–" : format("%.3f", latencyMs);
    }

    /** The seconds in words. */
    public String secondsText() {
      return format("%.1f", seconds);
    }
  }

  /**
   * The numbers of a finished run.
   *
   * @param latencies in ms by architecture, of what was measured
   */
  public static TrainingReport of(RunResult result, Map<Integer, Double> latencies) {
    List<Observation> all =
        result.rounds().stream().flatMap(round -> round.observations().stream()).toList();
    return of(all, latencies, result.configuration().limits().maxLatencyMs());
  }

  /**
   * @param limitMs of latency; 0 for none
   */
  static TrainingReport of(List<Observation> all, Map<Integer, Double> latencies, double limitMs) {
    List<Observation> reported = all.stream().filter(o -> o.purpose() == Purpose.REPORT).toList();
    int chosen = reported.isEmpty() ? -1 : reported.get(reported.size() - 1).architecture();
    List<Row> rows = new ArrayList<>();
    for (Observation one : all) {
      if (one.purpose() != Purpose.REPORT) {
        boolean isFinal = one.purpose() == Purpose.FINAL;
        rows.add(
            new Row(
                rows.size() + 1,
                one.architecture(),
                one.description(),
                isFinal,
                isFinal && one.architecture() == chosen,
                one.epochs(),
                one.status() == Observation.Status.FAILED ? Double.NaN : one.validation(),
                latencies.getOrDefault(one.architecture(), Double.NaN),
                one.seconds()));
      }
    }
    String verdict =
        reported.isEmpty()
            ? nothing(rows)
            : verdict(rows, reported.get(reported.size() - 1), latencies, limitMs);
    return new TrainingReport(verdict, rows, chosen, Fidelities.of(all));
  }

  private static String nothing(List<Row> rows) {
    return format(
        "Nothing was found: none of %d trainings gave a result that keeps the limits.",
        rows.size());
  }

  private static String verdict(
      List<Row> rows, Observation best, Map<Integer, Double> latencies, double limitMs) {
    long search = rows.stream().filter(row -> !row.isFinal()).count();
    long failed = rows.stream().filter(row -> !row.isFinal() && row.failed()).count();
    StringBuilder text = new StringBuilder();
    text.append(
        Double.isNaN(best.test())
            ? format(
                "The network classifies %.2f %% of the validation images correctly, by which it was"
                    + " chosen; there were no test images, so expect less on new ones.",
                best.validation())
            : format(
                "The network classifies %.2f %% of the test images correctly; these were looked at"
                    + " once, after it was chosen by its %.2f %% of the validation images.",
                best.test(), best.validation()));
    double ms = latencies.getOrDefault(best.architecture(), Double.NaN);
    if (!Double.isNaN(ms)) {
      text.append(format(" It takes %.3f ms an image on this machine", ms));
      text.append(limitMs > 0 ? format(", with a limit of %s ms.", plain(limitMs)) : ".");
    }
    text.append(
        format(
            " It is the best of %d final trainings, of the best of %d trainings%s; all took %s.",
            rows.size() - search,
            search,
            failed == 0 ? "" : format(" (%d failed)", failed),
            time(rows.stream().mapToDouble(Row::seconds).sum())));
    return text.toString();
  }

  private static String time(double seconds) {
    if (seconds < 90) {
      return format("%.0f s", seconds);
    }
    return seconds < 5_400
        ? format("%.0f minutes", seconds / 60)
        : format("%.1f hours", seconds / 3_600);
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? format("%.0f", value) : Double.toString(value);
  }

  /** Whether enough was trained twice to say how well both agree. */
  public boolean isCompared() {
    return !Double.isNaN(fidelities.tau());
  }

  /** Their Kendall's tau in words. */
  public String tauText() {
    return format("%.2f", fidelities.tau());
  }

  /** Final trainings, the best first. */
  public List<Row> finals() {
    return trainings.stream()
        .filter(row -> row.isFinal() && !row.failed())
        .sorted(Comparator.comparingDouble(Row::validation).reversed())
        .toList();
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
