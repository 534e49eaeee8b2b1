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
            ? TrainingVerdict.nothing(rows)
            : TrainingVerdict.of(rows, reported.get(reported.size() - 1), latencies, limitMs);
    return new TrainingReport(verdict, rows, chosen, Fidelities.of(all));
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

  static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
