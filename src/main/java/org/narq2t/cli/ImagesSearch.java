package org.narq2t.cli;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.narq2t.images.Forecast;
import org.narq2t.images.Forecast.Range;
import org.narq2t.images.ImageSearch;
import org.narq2t.images.NetworkExport;
import org.narq2t.tracking.RunLabel;
import org.narq2t.tracking.Runs;

/** Does a search for a network for a user's own images, and says what it did. */
@Dependent
class ImagesSearch {
  private final ImageSearch search;
  private final NetworkExport exports;
  private final Runs runs;
  private final TrainedRuns trained;

  @Inject
  ImagesSearch(ImageSearch search, NetworkExport exports, Runs runs, TrainedRuns trained) {
    this.search = search;
    this.exports = exports;
    this.runs = runs;
    this.trained = trained;
  }

  /**
   * Searches.
   *
   * @param export where the network is written, if anywhere
   */
  void run(
      PrintWriter out,
      ImageSearch.Request request,
      Optional<Path> export,
      RunLabel label,
      boolean json)
      throws IOException {
    ImageSearch.Plan plan;
    try (StepBar bar = new StepBar("reading images")) {
      plan = search.plan(request, bar::at);
    }
    System.err.println(plan.images().text().strip());
    System.err.println(forecast(search.forecast(plan), request.hours()));
    try (TrainingDisplay progress = new TrainingDisplay(request.hours() * 3_600)) {
      Runs.Recorded run = runs.run(plan.configuration(), Optional.empty(), label, progress);
      progress.close();
      List<String> files =
          export.isEmpty()
              ? List.of()
              : exports.export(runs.folder(run.number()), export.orElseThrow());
      String page = trained.writePage(run, export).toString();
      TrainingAnswer answer = TrainingAnswer.of(run, export, files, page);
      out.println(json ? answer.toJson() : answer.toText());
    }
  }

  private static String forecast(Forecast forecast, double hours) {
    String text =
        "A training of the search takes %s here, a final one up to %s."
            .formatted(range(forecast.seconds()), Durations.text(forecast.finalSeconds().most()));
    if (hours == 0) {
      return text;
    }
    double typical = (forecast.seconds().least() + forecast.seconds().most()) / 2;
    return text
        + String.format(
            Locale.ROOT,
            " In %s some %d trainings fit, before the final ones.",
            Durations.text(3_600 * hours),
            (long)
                Math.max(1, (3_600 * hours - 5 * forecast.finalSeconds().most() * 0.75) / typical));
  }

  private static String range(Range seconds) {
    return Durations.text(seconds.least()) + " to " + Durations.text(seconds.most());
  }
}
