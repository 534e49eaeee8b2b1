package org.narq2t.cli;

import static org.narq2t.cli.Sentences.sentence;

import jakarta.enterprise.context.Dependent;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.narq2t.images.Forecast;
import org.narq2t.images.Forecast.Range;
import org.narq2t.images.ImageSearch;
import org.narq2t.images.NetworkExport;
import org.narq2t.run.StandardModules;
import org.narq2t.tracking.RunLabel;
import org.narq2t.tracking.Runs;

/** Does a search for a network for a user's own images, and says what it did. */
@Dependent
class ImagesSearch {
  private final ImageSearch search;
  private final NetworkExport exports;
  private final Runs runs;
  private final TrainedRuns trained;

  ImagesSearch(ImageSearch search, NetworkExport exports, Runs runs, TrainedRuns trained) {
    this.search = search;
    this.exports = exports;
    this.runs = runs;
    this.trained = trained;
  }

  /** The strategy and the predictor unless others are asked for. */
  StandardModules standard() throws IOException {
    return search.standard();
  }

  /**
   * Searches.
   *
   * @param other a search with the same budget to stand beside it
   * @param export where the network is written, if anywhere
   */
  void run(
      PrintWriter out,
      ImageSearch.Request request,
      Optional<ImageSearch.Request> other,
      Optional<Path> export,
      RunLabel label,
      boolean json)
      throws IOException {
    ImageSearch.Plan plan;
    try (StepBar bar = new StepBar("reading images")) {
      plan = search.plan(request, bar::at);
    }
    Optional<ImageSearch.Plan> against = Optional.empty();
    if (other.isPresent()) { // before anything is trained: it may be refused
      against = Optional.of(search.plan(other.get(), (done, total) -> {}));
    }
    System.err.println(plan.images().text().strip());
    System.err.println(forecast(search.forecast(plan), request, plan.finals()));
    Runs.Recorded run = train(plan, request, label);
    List<String> files =
        export.isEmpty()
            ? List.of()
            : exports.export(runs.folder(run.number()), export.orElseThrow());
    List<Runs.Recorded> beside = new ArrayList<>();
    if (against.isPresent()) {
      System.err.printf("The same budget for strategy %s:%n", other.orElseThrow().strategy());
      beside.add(train(against.get(), other.orElseThrow(), RunLabel.NONE));
    }
    String page = trained.writePage(run, beside, export).toString();
    TrainingAnswer answer = TrainingAnswer.of(run, export, files, page);
    List<TrainingAnswer> others =
        beside.stream()
            .map(one -> TrainingAnswer.of(one, Optional.empty(), List.of(), ""))
            .toList();
    out.println(json ? answer.toJson(others) : answer.toText());
    if (!json) {
      others.forEach(one -> out.println(one.beside()));
    }
  }

  private Runs.Recorded train(ImageSearch.Plan plan, ImageSearch.Request request, RunLabel label)
      throws IOException {
    TrainingForecast forecast =
        new TrainingForecast(
            request.hours() * 3_600, request.trainings(), plan.finals(), plan.timesOfFinals());
    try (TrainingDisplay progress =
        new TrainingDisplay(forecast, plan.configuration().evaluator().atOnce())) {
      return runs.run(plan.configuration(), Optional.empty(), label, progress);
    }
  }

  /** The time of a training, and the number of trainings in the budget. */
  static String forecast(Forecast forecast, ImageSearch.Request request, int finals) {
    double training = forecast.seconds().mean();
    double reserve = finals * forecast.finalSeconds().mean();
    return sentence("forecast.training", range(forecast.seconds()), range(forecast.finalSeconds()))
        + " "
        + (request.hours() == 0
            ? sentence(
                "forecast.all",
                Counted.text(request.trainings(), "training"),
                Counted.text(finals, "final training"),
                Durations.text(request.trainings() * training + reserve))
            : within(request, training, reserve, finals));
  }

  private static String within(
      ImageSearch.Request request, double training, double reserve, int finals) {
    double seconds = 3_600 * request.hours();
    long possible = (long) ((seconds - reserve) / training);
    return seconds - reserve < training
        ? sentence("forecast.too-short", Durations.text(seconds))
        : sentence(
            "forecast.time",
            Durations.text(seconds),
            Counted.text(
                request.trainings() == 0 ? possible : Math.min(request.trainings(), possible),
                "training"),
            Durations.text(reserve),
            Counted.text(finals, "final training"));
  }

  private static String range(Range seconds) {
    // the cheapest network is not always the fastest
    String shorter = Durations.text(Math.min(seconds.least(), seconds.most()));
    String longer = Durations.text(Math.max(seconds.least(), seconds.most()));
    return shorter.equals(longer) ? shorter : shorter + " to " + longer;
  }
}
