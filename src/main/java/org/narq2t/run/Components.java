package org.narq2t.run;

import java.util.Arrays;
import java.util.Optional;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.evaluator.table.TableEvaluator;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.narq2t.Narq2tPredictor;
import org.narq2t.predictor.narq2t.Narq2tSettings;
import org.narq2t.predictor.narq2t.Ranker.Hardware;
import org.narq2t.python.PythonRuntime;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.Strategy;
import org.narq2t.strategy.tiers.TiersStrategy;

/** The modules of one run, chosen by its configuration: the one file that lists them. */
record Components(
    Strategy strategy,
    Predictor predictor,
    Evaluator evaluator,
    LatencyStudy latency,
    Narq2tPredictor narq2t)
    implements AutoCloseable {

  static Components of(
      PythonRuntime python,
      Benchmark benchmark,
      RunConfiguration configuration,
      Optional<TrainedRanker> trained) {
    RandomStreams streams = new RandomStreams(configuration.seed());
    Narq2tSettings settings =
        new Narq2tSettings(
            configuration.tiers(),
            configuration.model(),
            configuration.training(),
            configuration.statistics());
    Narq2tPredictor narq2t =
        new Narq2tPredictor(
            benchmark.space(),
            configuration.dataset(),
            settings,
            streams,
            new ModelFactory(python, benchmark, configuration),
            architectures ->
                Arrays.stream(architectures)
                    .mapToDouble(
                        a ->
                            benchmark
                                .table()
                                .latencyMs(
                                    a,
                                    configuration.dataset(),
                                    configuration.training().latencyDevice()))
                    .toArray());
    Predictor predictor =
        trained
            .<Predictor>map(earlier -> new TakenOver(narq2t, earlier.model(), earlier.record()))
            .orElse(narq2t);
    LatencyStudy latency = new LatencyStudy(python, benchmark, configuration, predictor);
    return new Components(
        new TiersStrategy(
            benchmark.space(),
            configuration.dataset(),
            benchmark.known(),
            configuration.split(),
            configuration.search().sampling(configuration.statistics().divergence()),
            configuration.search().loop(),
            predictor,
            latency,
            streams),
        predictor,
        new TableEvaluator(benchmark.space()::describe, benchmark.table(), configuration.dataset()),
        latency,
        narq2t);
  }

  /** What the run computes with. */
  RunResult.Model model(String trainedBy) {
    Hardware hardware = narq2t.hardware().orElse(new Hardware("", 0, 0));
    return new RunResult.Model(
        hardware.device(), hardware.threads(), hardware.parameters(), trainedBy);
  }

  @Override
  public void close() {
    predictor.close();
  }
}
