package org.narq2t.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.QueryBudget;
import org.narq2t.experiment.LatencyPrediction.Predictor;
import org.narq2t.experiment.RunResult.Iteration;
import org.narq2t.experiment.config.LimitSettings;
import org.narq2t.experiment.config.RunConfiguration;
import org.narq2t.predictor.Scores;
import org.narq2t.python.PythonRuntime;
import org.narq2t.python.TorchRanker;
import org.narq2t.ranker.TrainingSet;
import org.narq2t.search.Feasible;
import org.narq2t.space.SearchSpace;

/**
 * What a run learns of latency, and the limits that it serves. Without either it does nothing.
 *
 * <p>Latencies of the training and validation sets are measured, and those of candidates; all
 * others are known to the report only.
 */
final class LatencyStudy {

  private final PythonRuntime python;
  private final Benchmark benchmark;
  private final SearchSpace space;
  private final QueryBudget budget;
  private final RunConfiguration configuration;
  private final String device;
  private final LimitSettings limits;
  private final DeviceLimits deviceLimits;
  private Optional<LatencyPrediction> prediction = Optional.empty();

  /**
   * @throws IllegalArgumentException if latency is learnt or limited, and the table has none of the
   *     device
   */
  LatencyStudy(
      PythonRuntime python,
      Benchmark benchmark,
      QueryBudget budget,
      RunConfiguration configuration) {
    this.python = python;
    this.benchmark = benchmark;
    this.space = benchmark.space();
    this.budget = budget;
    this.configuration = configuration;
    this.device = configuration.training().latencyDevice();
    this.limits = configuration.search().limits();
    this.deviceLimits = new DeviceLimits(limits, space, configuration.dataset());
    if (learns() || limits.limitsLatency()) {
      benchmark.table().requireDevice(configuration.dataset(), device);
    }
  }

  /** Whether the ranker learns latency. */
  boolean learns() {
    return configuration.training().lambdaLatency() > 0;
  }

  /** Latencies for the ranker to learn, in ms, NaN unknown; length 0 if it learns none. */
  double[] learnt(int[] architectures) {
    return learns() ? measured(architectures) : new double[0];
  }

  private double[] measured(int[] architectures) {
    return Arrays.stream(architectures).mapToDouble(a -> budget.latencyMs(a, device)).toArray();
  }

  /**
   * Fits the baselines, before the long training, so that limits which nothing keeps are known at
   * once.
   *
   * @throws LimitsNotKept if nothing keeps the limits
   */
  void fitBaselines(TrainingSet train) {
    if (!learns() && !limits.limitsLatency()) {
      return;
    }
    prediction =
        Optional.of(
            LatencyPrediction.fit(
                python,
                space,
                configuration.dataset(),
                train.architectures(),
                measured(train.architectures()),
                device));
    if (limits.limitsLatency()) {
      deviceLimits.predicted(prediction.orElseThrow().recommended());
    }
  }

  /** Adds the ranker's own predictions, whose expected error is that on the validation set. */
  void addOwnHead(TrainingSet validation, Supplier<Scores> wholeSpace) {
    if (!learns()) {
      return;
    }
    prediction =
        prediction.map(
            baselines ->
                baselines.withHead(
                    wholeSpace.get().latencyMs(),
                    own ->
                        LatencyReports.quality(own, validation.architectures(), budget, device)));
  }

  /** What the search may sample. */
  Feasible feasible() {
    if (!limits.areSet()) {
      return Feasible.all(space.size());
    }
    return limits.limitsLatency()
        ? deviceLimits.predicted(prediction.orElseThrow().recommended())
        : deviceLimits.byCosts();
  }

  /** Whether an architecture keeps the limits in truth. */
  boolean keepsLimits(int architecture) {
    return !limits.areSet() || deviceLimits.keeps(architecture, limitedLatency(architecture));
  }

  private double limitedLatency(int architecture) {
    return limits.limitsLatency() ? budget.latencyMs(architecture, device) : 0;
  }

  /** How well latency was predicted; none if it was neither learnt nor limited. */
  List<RunResult.Latency> reports(
      TorchRanker ranker, List<Iteration> iterations, List<RunResult.Report> reports) {
    int[] shown =
        IntStream.concat(
                Arrays.stream(Evaluation.candidates(iterations)),
                reports.stream().mapToInt(report -> report.outcome().architecture()))
            .distinct()
            .toArray();
    return prediction.stream()
        .map(
            fitted ->
                LatencyReports.of(
                    fitted,
                    space.size(),
                    budget,
                    List.of(ranker.training(), ranker.validation()),
                    iterations,
                    benchmark.reported(configuration.dataset()),
                    shown))
        .toList();
  }

  /** What the limits did; none without limits. */
  List<RunResult.Limited> limited(List<Iteration> iterations) {
    if (!limits.areSet()) {
      return List.of();
    }
    int[] candidates = Evaluation.candidates(iterations);
    int unmeasured =
        (int) Arrays.stream(candidates).filter(a -> Double.isNaN(limitedLatency(a))).count();
    int broken = (int) Arrays.stream(candidates).filter(a -> !keepsLimits(a)).count();
    Optional<Predictor> predictor =
        limits.limitsLatency() ? prediction.map(LatencyPrediction::recommended) : Optional.empty();
    return List.of(
        new RunResult.Limited(
            limits,
            predictor.map(Predictor::name).orElse(""),
            predictor.map(deviceLimits::margin).orElse(0.0),
            feasible().count(),
            (int) IntStream.range(0, space.size()).filter(this::keepsLimits).count(),
            candidates.length,
            broken - unmeasured,
            unmeasured));
  }
}
