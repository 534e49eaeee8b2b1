package org.narq2t.predictor.narq2t;

/**
 * The architectures that a ranker learns from (paper, Algorithm 2).
 *
 * @param architectures indices in the search space
 * @param accuracies validation accuracy of each, %
 * @param tiers tier of each, 0 the best
 * @param latencyMs latency of each, milliseconds; length 0 if latency is not learnt
 */
public record TrainingSet(
    int[] architectures, double[] accuracies, int[] tiers, double[] latencyMs) {

  /**
   * @throws IllegalArgumentException if the lengths do not agree
   */
  public TrainingSet {
    if (accuracies.length != architectures.length
        || tiers.length != architectures.length
        || (latencyMs.length != 0 && latencyMs.length != architectures.length)) {
      throw new IllegalArgumentException(
          "%d architectures, %d accuracies, %d tiers, %d latencies"
              .formatted(architectures.length, accuracies.length, tiers.length, latencyMs.length));
    }
  }

  /** The number of architectures. */
  public int size() {
    return architectures.length;
  }
}
