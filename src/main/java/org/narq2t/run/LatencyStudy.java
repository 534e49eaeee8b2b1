package org.narq2t.run;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.constraint.Constraint;
import org.narq2t.constraint.LimitSettings;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;
import org.narq2t.predictor.Predictor;
import org.narq2t.python.PythonRuntime;
import org.narq2t.space.Domain;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * What a run learns of latency, and the limits that it serves. Without either it does nothing.
 *
 * <p>Latencies of the training and validation sets are measured, and those of candidates; all
 * others are known to the report only.
 */
final class LatencyStudy implements Constraint {

  private static final double GROWTH = 1.1; // fitted again when so much more was measured
  private static final int FEWEST = 10; // two for each fold of the cross-validation

  private final PythonRuntime python;
  private final Benchmark benchmark;
  private final SearchSpace space;
  private final Task dataset;
  private final String device;
  private final boolean learns;
  private final LimitSettings limits;
  private final DeviceLimits deviceLimits;
  private final int[] spread;
  private final Predictor head;
  private final boolean validates;
  private int learnt;
  private Optional<LatencyPrediction> baselines = Optional.empty();
  private Optional<LatencyPrediction> withHead = Optional.empty();

  /**
   * @param spread architectures measured before the search, for limits to be known from the start;
   *     none in a table
   * @param head the predictor of the run, which has a latency head if latency is learnt
   * @throws IllegalArgumentException if latency is learnt or limited, and the table has none of the
   *     device
   */
  LatencyStudy(
      PythonRuntime python,
      Benchmark benchmark,
      RunConfiguration configuration,
      int[] spread,
      Predictor head) {
    this.python = python;
    this.benchmark = benchmark;
    this.space = benchmark.space();
    this.dataset = configuration.dataset();
    this.device = configuration.limits().device();
    this.learns = configuration.predictor().latencyWeight() > 0;
    this.limits = configuration.limits();
    this.deviceLimits = new DeviceLimits(limits, space, benchmark.known(), dataset);
    this.spread = spread.clone();
    this.head = head;
    this.validates = configuration.strategy().validation() > 0;
    if (learns || limits.limitsLatency()) {
      benchmark.table().requireDevice(dataset, device);
    }
  }

  private double measured(int architecture) {
    return benchmark.table().latencyMs(architecture, dataset, device);
  }

  /**
   * What the search may sample. Before the long training the baselines tell, so that limits which
   * nothing keeps are known at once; after it the predictor's own head takes part.
   *
   * @throws LimitsNotKept if nothing keeps the limits
   */
  @Override
  public Domain domain(Ledger ledger) {
    Optional<LatencyPrediction> prediction = prediction(ledger);
    if (!limits.areSet()) {
      return benchmark.known();
    }
    if (!limits.limitsLatency() || prediction.isEmpty()) {
      return deviceLimits.byCosts();
    }
    LatencyPrediction.Predictor predictor = prediction.get().recommended();
    return validates ? deviceLimits.predicted(predictor) : deviceLimits.promising(predictor);
  }

  private Optional<LatencyPrediction> prediction(Ledger ledger) {
    if (!learns && !limits.limitsLatency()) {
      return Optional.empty();
    }
    int[] measured = measured(ledger);
    if (measured.length < FEWEST) {
      return Optional.empty();
    }
    if (measured.length != learnt) {
      baselines = Optional.of(fitBaselines(measured));
      learnt = measured.length;
    }
    if (!learns || ledger.fits() == 0) {
      return baselines;
    }
    if (withHead.isEmpty()) {
      withHead = baselines.map(fitted -> addHead(fitted, ledger));
    }
    return withHead;
  }

  /**
   * What the latency predictors learn from: the training set where there is one apart, as in the
   * paper; else what was looked up, and more of it whenever that has grown by a tenth.
   */
  private int[] measured(Ledger ledger) {
    if (validates) {
      return ledger.architectures(Purpose.TRAINING);
    }
    int[] all =
        IntStream.concat(
                Arrays.stream(spread),
                ledger.observations().stream()
                    .filter(observation -> observation.purpose().isPaid())
                    .mapToInt(Observation::architecture))
            .distinct()
            .toArray();
    int count = 0;
    for (double next = FEWEST; next <= all.length; next = Math.ceil(next * GROWTH)) {
      count = (int) next;
    }
    return Arrays.copyOf(all, count);
  }

  private LatencyPrediction fitBaselines(int[] training) {
    double[] latencyMs = Arrays.stream(training).mapToDouble(this::measured).toArray();
    return LatencyPrediction.fit(python, space, dataset, training, latencyMs, device);
  }

  /** Adds the predictor's own head, whose expected error is that on the validation set. */
  private LatencyPrediction addHead(LatencyPrediction fitted, Ledger ledger) {
    int[] known = benchmark.known().toArray();
    float[] predicted = head.predict(known).latencyMs();
    float[] byArchitecture = new float[space.size()];
    IntStream.range(0, known.length).forEach(i -> byArchitecture[known[i]] = predicted[i]);
    return fitted.withHead(
        byArchitecture,
        own ->
            LatencyReports.quality(
                own, ledger.architectures(Purpose.TIER_VALIDATION), this::measured));
  }

  /** Whether an architecture keeps the limits in truth. */
  boolean keepsLimits(int architecture) {
    return !limits.areSet() || deviceLimits.keeps(architecture, limitedLatency(architecture));
  }

  private double limitedLatency(int architecture) {
    return limits.limitsLatency() ? measured(architecture) : 0;
  }

  /** How well latency was predicted; none if it was neither learnt nor limited. */
  List<RunResult.Latency> reports(Ledger ledger, List<RunResult.Report> reports) {
    int[] shown =
        IntStream.concat(
                Arrays.stream(ledger.architectures(Purpose.SEARCH)),
                reports.stream().mapToInt(report -> report.outcome().architecture()))
            .distinct()
            .toArray();
    return prediction(ledger).stream()
        .map(
            fitted ->
                LatencyReports.of(
                    fitted, benchmark, dataset, ledger, benchmark.reported(dataset), shown))
        .toList();
  }

  /** What the limits did; none without limits. */
  List<RunResult.Limited> limited(Ledger ledger) {
    if (!limits.areSet()) {
      return List.of();
    }
    int[] candidates = Arrays.stream(ledger.architectures(Purpose.SEARCH)).distinct().toArray();
    int unmeasured =
        (int) Arrays.stream(candidates).filter(a -> Double.isNaN(limitedLatency(a))).count();
    int broken = (int) Arrays.stream(candidates).filter(a -> !keepsLimits(a)).count();
    Optional<LatencyPrediction.Predictor> predictor =
        limits.limitsLatency()
            ? prediction(ledger).map(LatencyPrediction::recommended)
            : Optional.empty();
    return List.of(
        new RunResult.Limited(
            limits,
            predictor.map(LatencyPrediction.Predictor::name).orElse(""),
            predictor.map(deviceLimits::margin).orElse(0.0),
            domain(ledger).members().orElseThrow().length,
            (int) Arrays.stream(benchmark.known().toArray()).filter(this::keepsLimits).count(),
            candidates.length,
            broken - unmeasured,
            unmeasured));
  }
}
