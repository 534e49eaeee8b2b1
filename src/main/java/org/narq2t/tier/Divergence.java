package org.narq2t.tier;

import java.util.Arrays;

/** How far the distribution of the top tier is from that of a low one (paper, Algorithm 5). */
public enum Divergence {

  /**
   * As released: both counts go through a softmax as they are, and the sum of p_top (log p_top -
   * log p_low) is divided by the number of bins, torch's {@code kl_div(low, top, "batchmean")}.
   */
  SOFTMAX_COUNTS_MEAN {
    @Override
    public double between(long[] top, long[] low) {
      checkLengths(top, low);
      double[] logTop = logSoftmax(top);
      double[] logLow = logSoftmax(low);
      double sum = 0;
      for (int i = 0; i < top.length; i++) {
        sum += Math.exp(logTop[i]) * (logTop[i] - logLow[i]);
      }
      return sum / top.length;
    }
  },

  /**
   * As printed: KL(top || low) of the relative frequencies, in nats. A value that the top tier
   * lacks adds nothing; one that only the low tier lacks makes it infinite. An empty top tier is at
   * distance 0.
   */
  PROBABILITIES {
    @Override
    public double between(long[] top, long[] low) {
      checkLengths(top, low);
      double topTotal = Arrays.stream(top).sum();
      double lowTotal = Arrays.stream(low).sum();
      double sum = 0;
      for (int i = 0; i < top.length; i++) {
        if (top[i] > 0) {
          double probability = top[i] / topTotal;
          sum +=
              low[i] == 0
                  ? Double.POSITIVE_INFINITY
                  : probability * Math.log(probability / (low[i] / lowTotal));
        }
      }
      return sum;
    }
  };

  /**
   * The divergence of two sets of counts over the same values.
   *
   * @throws IllegalArgumentException if their lengths differ
   */
  public abstract double between(long[] top, long[] low);

  private static void checkLengths(long[] top, long[] low) {
    if (top.length != low.length) {
      throw new IllegalArgumentException("%d counts against %d".formatted(top.length, low.length));
    }
  }

  private static double[] logSoftmax(long[] counts) {
    long max = Arrays.stream(counts).max().orElseThrow();
    double logSum = Math.log(Arrays.stream(counts).mapToDouble(c -> Math.exp(c - max)).sum());
    return Arrays.stream(counts).mapToDouble(c -> c - max - logSum).toArray();
  }
}
