package org.narq2t.run;

import java.util.Arrays;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.latency.LatencyPrediction;
import org.narq2t.latency.LatencyPrediction.Predictor;
import org.narq2t.latency.LatencyResult;
import org.narq2t.latency.LatencyResult.LatencyPredictor;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;
import org.narq2t.predictor.Scores;
import org.narq2t.python.PythonRuntime;
import org.narq2t.space.Task;

/** Latencies in ms of architectures, given what the ranker says of them. */
interface LearntLatency {

  /** Nothing was learnt. */
  LearntLatency NONE = (whole, scores) -> new float[0];

  float[] of(int[] whole, Scores scores);

  /** The recommended predictor: the ranker's head, or one that is fitted again, which is quick. */
  static LearntLatency of(
      PythonRuntime python, Benchmark benchmark, RunResult result, LatencyResult learnt) {
    Task task = result.configuration().dataset();
    int[] own =
        result.beforeSearch().stream()
            .filter(observation -> observation.purpose() == Purpose.TRAINING)
            .mapToInt(Observation::architecture)
            .toArray();
    double[] measured =
        Arrays.stream(own)
            .mapToDouble(a -> benchmark.table().latencyMs(a, task, learnt.device()))
            .toArray();
    if (learnt.recommended().equals(LatencyPredictor.HEAD)) {
      float fastest = (float) LatencyPrediction.fastest(measured);
      return (whole, scores) -> LatencyPrediction.atLeast(fastest, scores.latencyMs().clone());
    }
    Predictor fitted =
        LatencyPrediction.fit(python, benchmark.space(), task, own, measured, learnt.device())
            .predictors()
            .stream()
            .filter(p -> p.name().equals(learnt.recommended()))
            .findFirst()
            .orElseThrow();
    return (whole, scores) -> {
      float[] ms = new float[whole.length];
      for (int i = 0; i < ms.length; i++) {
        ms[i] = fitted.latencyMs()[whole[i]];
      }
      return ms;
    };
  }
}
