package org.narq2t.run;

import java.util.Optional;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.Landscape;
import org.narq2t.constraint.Constraint;
import org.narq2t.evaluator.Cluster;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.limits.LatencyLimits;
import org.narq2t.limits.MeasuredApart;
import org.narq2t.predictor.Predictor;
import org.narq2t.python.PythonRuntime;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.FinalTrainings;
import org.narq2t.strategy.Strategy;

/**
 * The modules of one run, as its configuration chooses them.
 *
 * @param limits what keeps the limits of the run; empty in a space that cannot be enumerated
 */
record Assembly(
    Strategy strategy, Predictor predictor, Evaluator evaluator, Optional<LatencyLimits> limits)
    implements AutoCloseable {

  private static final int MEASURED_FIRST = 40; // the error of the predictors falls little beyond

  /**
   * Makes the modules of a run.
   *
   * @param folder of the run
   * @param cluster for what is evaluated elsewhere
   * @param trained the earlier run whose predictor is taken over
   */
  static Assembly of(
      PythonRuntime python,
      Landscape landscape,
      RunConfiguration configuration,
      RunFolder folder,
      Cluster cluster,
      Optional<TrainedRanker> trained) {
    RunContext run =
        new RunContext(
            python,
            landscape,
            configuration,
            folder.path(),
            new RandomStreams(configuration.seed()),
            cluster);
    Predictor own = Components.predictor(run);
    Predictor predictor =
        trained
            .<Predictor>map(earlier -> new ReusedPredictor(own, earlier.model(), earlier.record()))
            .orElse(own);
    Evaluator evaluator = Components.evaluator(run);
    Optional<LatencyLimits> limits =
        landscape instanceof Benchmark benchmark
            ? Optional.of(
                new LatencyLimits(
                    python, benchmark, configuration.runLimits(), apart(run, evaluator), predictor))
            : Optional.empty();
    Constraint constraint =
        limits.<Constraint>map(l -> l).orElseGet(() -> Constraint.none(landscape.known()));
    Strategy search = Components.strategy(new SearchContext(run, predictor, constraint));
    Strategy strategy =
        configuration
            .evaluator()
            .again()
            .<Strategy>map(
                again ->
                    new FinalTrainings(
                        search,
                        configuration.budget().budget(),
                        again.count(),
                        again.times(),
                        architecture -> keeps(limits, architecture)))
            .orElse(search);
    return new Assembly(strategy, predictor, evaluator, limits);
  }

  private static boolean keeps(Optional<LatencyLimits> limits, int architecture) {
    return limits.isEmpty() || limits.get().keeps(architecture);
  }

  /** Whether an architecture keeps the limits in truth. */
  boolean keeps(int architecture) {
    return keeps(limits, architecture);
  }

  /** What is measured first where networks are trained, or was measured apart for a table. */
  private static MeasuredApart apart(RunContext run, Evaluator evaluator) {
    RunConfiguration configuration = run.configuration();
    if (!configuration.measuresLatency()) {
      return MeasuredApart.NOTHING;
    }
    if (!configuration.evaluator().trains()) {
      return MeasuredApart.inTable(
          run.benchmark(), configuration.dataset(), configuration.limits().device());
    }
    int[] spread =
        run.streams().stream(RandomStreams.Name.LATENCY, 0)
            .ints(0, run.benchmark().space().size())
            .distinct()
            .limit(MEASURED_FIRST)
            .toArray();
    evaluator.measure(spread);
    return MeasuredApart.before(spread);
  }

  /** What the run computes with. */
  RunResult.Model model(String trainedBy) {
    Predictor.Hardware hardware = predictor.hardware();
    return new RunResult.Model(
        hardware.device(), hardware.threads(), hardware.parameters(), trainedBy);
  }

  @Override
  public void close() {
    evaluator.close();
    limits.ifPresent(LatencyLimits::close);
    predictor.close();
  }
}
