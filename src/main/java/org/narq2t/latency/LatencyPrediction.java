package org.narq2t.latency;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.narq2t.evaluation.LatencyError;
import org.narq2t.evaluation.LatencyQuality;
import org.narq2t.latency.LatencyResult.LatencyPredictor;
import org.narq2t.python.BufferPool;
import org.narq2t.python.PythonRuntime;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * What latency every architecture of a space is expected to have on one device, by several
 * predictors that learnt from the same measured architectures; the one with the lowest expected
 * error is recommended.
 *
 * @param device on which was measured
 * @param measured the number of known latencies that were learnt from
 * @param fastestMs the lowest of these
 * @param predictors at least one
 */
public record LatencyPrediction(
    String device, int measured, double fastestMs, List<Predictor> predictors) {

  private static final int FOLDS = 5;

  /**
   * A predictor.
   *
   * @param expected its error on architectures that it did not learn from: by cross-validation, or
   *     for the ranker on the validation set
   * @param latencyMs predicted, by architecture
   */
  public record Predictor(String name, LatencyQuality expected, float[] latencyMs) {}

  /** The predictor with the lowest expected root mean squared error. */
  public Predictor recommended() {
    return predictors.stream()
        .min(Comparator.comparingDouble(predictor -> predictor.expected().error().rmseMs()))
        .orElseThrow();
  }

  /**
   * The same predictors and the ranker's own head.
   *
   * @param expected judges its predictions, by architecture
   */
  public LatencyPrediction withHead(float[] latencyMs, Function<float[], LatencyQuality> expected) {
    float[] own = atLeast(fastestMs, latencyMs.clone());
    List<Predictor> all = new ArrayList<>(predictors);
    all.add(new Predictor(LatencyPredictor.HEAD, expected.apply(own), own));
    return new LatencyPrediction(device, measured, fastestMs, List.copyOf(all));
  }

  /**
   * Fits the baselines: additive in operators, tree ensemble, FLOPs alone, operator counts.
   *
   * @param own the measured architectures
   * @param latencyMs of each, NaN unknown
   * @throws IllegalArgumentException if architectures of the space have no fixed places of
   *     operators
   */
  public static LatencyPrediction fit(
      PythonRuntime python,
      SearchSpace space,
      Task dataset,
      int[] own,
      double[] latencyMs,
      String device) {
    int places = space.operatorsByPlace(0).length;
    if (places == 0) {
      throw new IllegalArgumentException(
          "latency cannot be predicted on " + space.name() + ": its cells have no fixed places");
    }
    int[] all = IntStream.range(0, space.size()).toArray();
    long[] flops = space.totalFlops(dataset);
    int baselines = python.call("latency_predictors", Map.of()).size();
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("operators", space.operatorKinds().size());
    arguments.put("folds", FOLDS);
    arguments.put("seed", 0);
    try (BufferPool.Lease codes = python.buffers().ints(own.length, places);
        BufferPool.Lease cost = python.buffers().floats(own.length);
        BufferPool.Lease latency = python.buffers().floats(own.length);
        BufferPool.Lease allCodes = python.buffers().ints(all.length, places);
        BufferPool.Lease allCosts = python.buffers().floats(all.length);
        BufferPool.Lease predicted = python.buffers().floats(baselines, all.length)) {
      JsonNode report =
          python.call(
              "latency_baselines",
              arguments,
              codes.array().fill(codes(space, own)),
              cost.array().fill(pick(flops, own)),
              latency.array().fill(latencyMs),
              allCodes.array().fill(codes(space, all)),
              allCosts.array().fill(pick(flops, all)),
              predicted.array());
      double fastest = fastest(latencyMs);
      float[] values = predicted.array().toFloats();
      List<Predictor> predictors = new ArrayList<>();
      for (JsonNode name : report.get("names")) {
        int row = predictors.size();
        predictors.add(
            new Predictor(
                name.asText(),
                quality(report.get("cross_validation").get(row)),
                atLeast(
                    fastest,
                    Arrays.copyOfRange(values, row * all.length, (row + 1) * all.length))));
      }
      return new LatencyPrediction(
          device, report.get("known").asInt(), fastest, List.copyOf(predictors));
    }
  }

  public static double fastest(double[] latencyMs) {
    return Arrays.stream(latencyMs).filter(ms -> !Double.isNaN(ms)).min().orElse(0);
  }

  /** Nothing is predicted to be faster than the fastest that was measured: models extrapolate. */
  public static float[] atLeast(double fastestMs, float[] predictedMs) {
    for (int i = 0; i < predictedMs.length; i++) {
      predictedMs[i] = Math.max((float) fastestMs, predictedMs[i]);
    }
    return predictedMs;
  }

  private static LatencyQuality quality(JsonNode figures) {
    return new LatencyQuality(
        new LatencyError(
            figures.get("known").asInt(),
            figures.path("rmse_ms").asDouble(Double.NaN),
            figures.path("within_5_percent").asDouble(Double.NaN),
            figures.path("within_10_percent").asDouble(Double.NaN)),
        figures.path("kendall").asDouble(Double.NaN),
        figures.path("spearman").asDouble(Double.NaN));
  }

  /** Operator codes, place by place, shape (architectures, places). */
  public static int[] codes(SearchSpace space, int[] architectures) {
    return Arrays.stream(architectures)
        .flatMap(a -> Arrays.stream(space.operatorsByPlace(a)))
        .toArray();
  }

  private static float[] pick(long[] values, int[] positions) {
    float[] picked = new float[positions.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = values[positions[i]];
    }
    return picked;
  }
}
