package org.narq2t.run;

import java.util.Optional;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.evaluator.Cluster;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.predictor.Predictor;
import org.narq2t.python.PythonRuntime;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.FinalTrainings;
import org.narq2t.strategy.Strategy;

/** The modules of one run, as its configuration chooses them. */
record Assembly(Strategy strategy, Predictor predictor, Evaluator evaluator, LatencyLimits latency)
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
      Benchmark benchmark,
      RunConfiguration configuration,
      RunFolder folder,
      Cluster cluster,
      Optional<TrainedRanker> trained) {
    RunContext run =
        new RunContext(
            python,
            benchmark,
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
    LatencyLimits latency =
        new LatencyLimits(python, benchmark, configuration, apart(run, evaluator), predictor);
    Strategy search = Components.strategy(new SearchContext(run, predictor, latency));
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
                        latency::keeps))
            .orElse(search);
    return new Assembly(strategy, predictor, evaluator, latency);
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
    latency.close();
    predictor.close();
  }
}
