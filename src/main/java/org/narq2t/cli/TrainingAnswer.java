package org.narq2t.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.narq2t.evaluation.Fidelities;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;
import org.narq2t.run.Json;
import org.narq2t.run.RunResult;
import org.narq2t.tracking.Runs;

/**
 * The answer of a search on a user's own images.
 *
 * @param cell the network's, in its official form; empty if nothing was found
 * @param validation accuracy of its final training, %
 * @param test accuracy of it, looked at once; NaN without test images
 * @param rule that selected it
 * @param trainings of the search
 * @param failed how many of them gave no result
 * @param finals final trainings
 * @param seconds of all trainings
 * @param agreement Kendall's tau between search and final accuracy of what was trained twice; NaN
 *     with fewer than three
 * @param exported where the network was written, and its files
 * @param page of its report; empty if none was written now
 */
record TrainingAnswer(
    long run,
    String space,
    String dataset,
    String strategy,
    String predictor,
    String cell,
    double validation,
    double test,
    String rule,
    int trainings,
    int failed,
    int finals,
    double seconds,
    double agreement,
    String exported,
    List<String> files,
    String page) {

  static TrainingAnswer of(
      Runs.Recorded run, Optional<Path> export, List<String> files, String page) {
    RunResult result = run.finished().result();
    List<Observation> all =
        result.rounds().stream().flatMap(round -> round.observations().stream()).toList();
    List<Observation> search = all.stream().filter(o -> o.purpose().isPaid()).toList();
    List<Observation> finals = all.stream().filter(o -> o.purpose() == Purpose.FINAL).toList();
    Optional<RunResult.Report> report = result.reports().stream().findFirst();
    return new TrainingAnswer(
        run.number(),
        result.configuration().space(),
        result.configuration().dataset().key(),
        result.configuration().strategyName(),
        result.configuration().predictorName(),
        report.map(RunResult.Report::description).orElse(""),
        report.map(r -> r.outcome().validation()).orElse(Double.NaN),
        report.map(r -> r.outcome().test()).orElse(Double.NaN),
        "validation",
        search.size(),
        (int) search.stream().filter(o -> o.status() == Observation.Status.FAILED).count(),
        finals.size(),
        all.stream().mapToDouble(Observation::seconds).sum(),
        Fidelities.of(all).tau(),
        export.map(Path::toString).orElse(""),
        files,
        page);
  }

  /**
   * As one JSON object.
   *
   * @param others searches with the same budget, under {@code against}
   */
  String toJson(List<TrainingAnswer> others) {
    ObjectNode json = Json.MAPPER.valueToTree(this);
    if (!others.isEmpty()) {
      json.set("against", Json.MAPPER.valueToTree(others));
    }
    return Answers.text(json);
  }

  /** In one line, beside another with the same budget. */
  String beside() {
    String found =
        Double.isNaN(test) ? "validation %.2f %%" : "test %2$.2f %%, validation %1$.2f %%";
    return format(
        "Beside it: %s, %s, with %s and %s in %s (run %d)",
        strategy,
        cell.isEmpty() ? "nothing found" : format(found, validation, test),
        Counted.text(trainings, "training"),
        Counted.text(finals, "final training"),
        Durations.text(seconds),
        run);
  }

  /** At most eight lines. */
  String toText() {
    List<String> lines = new ArrayList<>();
    if (cell.isEmpty()) {
      lines.add("Nothing was found: no training gave a result that keeps the limits.");
    } else {
      lines.add(cell);
      lines.add(
          format(
              Double.isNaN(test)
                  ? "  validation %.2f %%"
                  : "  test %2$.2f %%, looked at once; validation %1$.2f %%, by which it was chosen",
              validation,
              test));
    }
    lines.add(
        format(
            "  %s%s and %s in %s",
            Counted.text(trainings, "training"),
            failed == 0 ? "" : " (" + failed + " failed)",
            Counted.text(finals, "final training"),
            Durations.text(seconds)));
    if (!Double.isNaN(agreement)) {
      lines.add(
          format(
              "  agreement of short and full trainings on the order of the networks: tau %.2f",
              agreement));
    }
    lines.add(
        format("Found by %s on %s, %s", RunAnswer.method(strategy, predictor), space, dataset));
    if (!exported.isEmpty()) {
      lines.add("Written to %s: %s".formatted(exported, String.join(", ", files)));
    }
    lines.add(page.isEmpty() ? "More: narq2t runs report " + run : "Page: " + page);
    return String.join(System.lineSeparator(), lines);
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
