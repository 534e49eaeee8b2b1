package org.narq2t.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.narq2t.evaluation.KendallTau;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;
import org.narq2t.run.RunResult;
import org.narq2t.tracking.Runs;

/**
 * What a search on a user's own images answers.
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
        agreement(search, finals),
        export.map(Path::toString).orElse(""),
        files,
        page);
  }

  private static double agreement(List<Observation> search, List<Observation> finals) {
    List<float[]> pairs = new ArrayList<>();
    for (Observation last : finals) {
      search.stream()
          .filter(o -> o.architecture() == last.architecture())
          .findFirst()
          .filter(o -> !Double.isNaN(last.validation()))
          .ifPresent(
              o -> pairs.add(new float[] {(float) o.validation(), (float) last.validation()}));
    }
    if (pairs.size() < 3) {
      return Double.NaN;
    }
    float[] first = new float[pairs.size()];
    double[] second = new double[pairs.size()];
    for (int i = 0; i < first.length; i++) {
      first[i] = pairs.get(i)[0];
      second[i] = pairs.get(i)[1];
    }
    return KendallTau.between(first, second);
  }

  String toJson() {
    return Answers.text(this);
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
            "  %d trainings%s and %d final ones in %s",
            trainings,
            failed == 0 ? "" : ", " + failed + " of them failed,",
            finals,
            Durations.text(seconds)));
    if (!Double.isNaN(agreement)) {
      lines.add(
          format("  short and full trainings agree on their order by a tau of %.2f", agreement));
    }
    lines.add(
        format(
            "Found by %s%s on %s, %s",
            strategy, predictor.equals("none") ? "" : " with " + predictor, space, dataset));
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
