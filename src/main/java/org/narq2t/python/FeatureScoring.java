package org.narq2t.python;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import org.narq2t.predictor.Scores;

/**
 * The scores that a model in Python gives to any number of architectures, some at a time.
 *
 * @param session of the model
 * @param stoppable whether it stops answering when a run is being cancelled
 */
record FeatureScoring(
    PythonRuntime python,
    FeatureEncoder encoder,
    int session,
    TorchRanker.Model model,
    boolean stoppable) {

  /** The most architectures that one call scores: 4 MB of feature tensors in NAS-Bench-201. */
  static final int CHUNK = 2048;

  Scores of(int[] architectures) {
    int n = architectures.length;
    FloatBuffer scores = FloatBuffer.allocate(n);
    FloatBuffer probabilities = FloatBuffer.allocate(Math.multiplyExact(n, model.tiers()));
    FloatBuffer latencies = FloatBuffer.allocate(model.latency() ? n : 0);
    for (int from = 0; from < n; from += CHUNK) {
      int[] chunk = Arrays.copyOfRange(architectures, from, Math.min(n, from + CHUNK));
      score(chunk, scores, probabilities, latencies);
    }
    return new Scores(scores.array(), probabilities.array(), model.tiers(), latencies.array());
  }

  /** One call: puts the k scores, k * tiers probabilities and k or 0 latencies (ms) of a chunk. */
  private void score(
      int[] chunk, FloatBuffer scores, FloatBuffer probabilities, FloatBuffer latencies) {
    int k = chunk.length;
    try (BufferPool.Lease features = python.buffers().floats(encoder.shape(k));
        BufferPool.Lease score = python.buffers().floats(k);
        BufferPool.Lease tier = python.buffers().floats(k, model.tiers());
        BufferPool.Lease milliseconds = python.buffers().floats(model.latency() ? k : 0)) {
      encoder.encode(chunk, features.array().floats());
      python.call(
          "score",
          Map.of("session", session, "stoppable", stoppable),
          features.array(),
          score.array(),
          tier.array(),
          milliseconds.array());
      scores.put(score.array().floats());
      probabilities.put(tier.array().floats());
      latencies.put(milliseconds.array().floats());
    }
  }
}
