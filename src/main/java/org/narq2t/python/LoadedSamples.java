package org.narq2t.python;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.narq2t.predictor.narq2t.TrainingSet;

/**
 * A set that a model in Python holds as tensors.
 *
 * @param rowOf the row of each architecture in them
 */
record LoadedSamples(TrainingSet set, Map<Integer, Integer> rowOf) {

  /**
   * Hands a set over.
   *
   * @param session of the model
   * @param name by which Python knows the set
   */
  static LoadedSamples load(
      PythonRuntime python, FeatureEncoder encoder, int session, String name, TrainingSet set) {
    int n = set.size();
    try (BufferPool.Lease features = python.buffers().floats(encoder.shape(n));
        BufferPool.Lease accuracy = python.buffers().floats(n);
        BufferPool.Lease tier = python.buffers().ints(n);
        BufferPool.Lease latencies = python.buffers().floats(set.latencyMs().length)) {
      encoder.encode(set.architectures(), features.array().floats());
      python.call(
          "load_samples",
          Map.of("session", session, "name", name),
          features.array(),
          accuracy.array().fill(set.accuracies()),
          tier.array().fill(set.tiers()),
          latencies.array().fill(set.latencyMs()));
    }
    Map<Integer, Integer> rowOf = new HashMap<>();
    for (int row = 0; row < n; row++) {
      rowOf.put(set.architectures()[row], row);
    }
    return new LoadedSamples(set, rowOf);
  }

  /** The rows of the architectures of batches. */
  int[][] rows(int[][] batches) {
    return Arrays.stream(batches)
        .map(batch -> Arrays.stream(batch).map(rowOf::get).toArray())
        .toArray(int[][]::new);
  }
}
