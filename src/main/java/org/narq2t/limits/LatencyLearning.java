package org.narq2t.limits;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.latency.LatencyPrediction;
import org.narq2t.latency.LatencyReports;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Purpose;
import org.narq2t.predictor.Predictor;
import org.narq2t.python.PythonRuntime;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * The predictors of latency of a run: baselines, fitted again as more is measured, and the head of
 * its own predictor once that is trained.
 */
final class LatencyLearning {
  private static final double GROWTH = 1.1; // fitted again when so much more was measured
  private static final int FEWEST = 10; // two for each fold of the cross-validation

  private final PythonRuntime python;
  private final Benchmark benchmark;
  private final SearchSpace space;
  private final Task dataset;
  private final String device;
  private final boolean isWanted;
  private final boolean learns;
  private final Predictor head;
  private final boolean validates;
  private int learnt;
  private Optional<LatencyPrediction> baselines = Optional.empty();
  private Optional<LatencyPrediction> withHead = Optional.empty();

  /**
   * @param head the predictor of the run, which has a latency head if latency is learnt
   */
  LatencyLearning(PythonRuntime python, Benchmark benchmark, RunLimits run, Predictor head) {
    this.python = python;
    this.benchmark = benchmark;
    this.space = benchmark.space();
    this.dataset = run.dataset();
    this.device = run.limits().device();
    this.isWanted = run.measuresLatency();
    this.learns = run.learnsLatency();
    this.head = head;
    this.validates = run.validates();
  }

  private double measured(int architecture) {
    return MeasuredCost.LATENCY.of(benchmark.table(), architecture, dataset, device);
  }

  /**
   * What is predicted now; empty if latency plays no part, or too little was measured.
   *
   * @param known what was measured so far, in its order
   */
  Optional<LatencyPrediction> prediction(Ledger ledger, int[] known) {
    if (!isWanted) {
      return Optional.empty();
    }
    int[] measured = measured(ledger, known);
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
  private int[] measured(Ledger ledger, int[] known) {
    if (validates) {
      return ledger.architectures(Purpose.TRAINING);
    }
    int[] all = Arrays.stream(known).filter(a -> !Double.isNaN(measured(a))).toArray();
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
}
