package org.narq2t.predictor;

/**
 * Predictions for a batch of k architectures.
 *
 * @param score shape (k), higher is better; an order, not an accuracy
 * @param deviation shape (k), standard deviation of the score; length 0 if the predictor gives none
 * @param tierProbabilities shape (k, tiers), row-major; length 0 without tiers
 * @param tiers the number of tiers, 0 without tiers
 * @param latencyMs shape (k), milliseconds; length 0 if latency is not predicted
 */
public record Scores(
    float[] score, float[] deviation, float[] tierProbabilities, int tiers, float[] latencyMs) {

  /** Without deviations. */
  public Scores(float[] score, float[] tierProbabilities, int tiers, float[] latencyMs) {
    this(score, new float[0], tierProbabilities, tiers, latencyMs);
  }

  /**
   * @throws IllegalArgumentException if the lengths do not agree, or a score is not a number
   */
  public Scores {
    if ((deviation.length != 0 && deviation.length != score.length)
        || tierProbabilities.length != score.length * tiers
        || (latencyMs.length != 0 && latencyMs.length != score.length)) {
      throw new IllegalArgumentException(
          "%d scores, %d deviations, %d probabilities of %d tiers, %d latencies"
              .formatted(
                  score.length,
                  deviation.length,
                  tierProbabilities.length,
                  tiers,
                  latencyMs.length));
    }
    for (int position = 0; position < score.length; position++) {
      if (Float.isNaN(score[position])) {
        throw new IllegalArgumentException(
            "the score at position %d is not a number: the model has diverged".formatted(position));
      }
    }
  }

  /** The number k of architectures. */
  public int size() {
    return score.length;
  }

  /** Whether the predictor gives deviations. */
  public boolean hasDeviation() {
    return deviation.length > 0;
  }

  /** Whether latency was predicted. */
  public boolean hasLatency() {
    return latencyMs.length > 0;
  }

  /** The most probable tier of the architecture at a position, the first of equals; 0 without. */
  public int tier(int position) {
    int best = 0;
    for (int tier = 1; tier < tiers; tier++) {
      if (tierProbabilities[position * tiers + tier] > tierProbabilities[position * tiers + best]) {
        best = tier;
      }
    }
    return best;
  }

  /** The most probable tier of every architecture. */
  public int[] predictedTiers() {
    int[] predicted = new int[size()];
    for (int position = 0; position < predicted.length; position++) {
      predicted[position] = tier(position);
    }
    return predicted;
  }
}
