package org.narq2t.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Regret by number of queries, in percentage points: the best accuracy that can be found less the
 * best one found so far. Values stand in the order of the queries, from the first.
 *
 * @param low the 10th percentile over repetitions
 * @param high the 90th
 */
public record RegretCurve(double[] low, double[] median, double[] high) {

  /** Percentiles of repetitions, linear between their values. */
  private static final double[] PERCENTS = {10, 50, 90};

  private static final double ROUNDING = 1e-12; // of probabilities that are sums of logarithms

  /**
   * The regret of one search.
   *
   * @param found accuracies in the order of the queries, at least one
   * @param optimum the best that can be found
   * @param queries of the curve; a search that ended earlier stays where it was
   */
  public static double[] of(double[] found, double optimum, int queries) {
    double[] regrets = new double[queries];
    double best = Double.NEGATIVE_INFINITY;
    for (int query = 0; query < queries; query++) {
      best = query < found.length ? Math.max(best, found[query]) : best;
      regrets[query] = optimum - best;
    }
    return regrets;
  }

  /** The spread of searches that differ in their seed; all curves have one length. */
  public static RegretCurve over(List<double[]> curves) {
    double[][] percentiles = new double[PERCENTS.length][curves.get(0).length];
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    for (int query = 0; query < percentiles[0].length; query++) {
      int at = query;
      percentile.setData(curves.stream().mapToDouble(curve -> curve[at]).toArray());
      for (int i = 0; i < PERCENTS.length; i++) {
        percentiles[i][query] = percentile.evaluate(PERCENTS[i]);
      }
    }
    return new RegretCurve(percentiles[0], percentiles[1], percentiles[2]);
  }

  /**
   * The exact spread of random search without replacement. With N accuracies in descending order
   * the best of n drawn is among the first r with probability 1 - C(N - r, n) / C(N, n).
   */
  public static RegretCurve ofRandomSearch(double[] accuracies, int queries) {
    double[] sorted = Arrays.stream(accuracies).sorted().toArray();
    int size = sorted.length;
    double[] regret =
        IntStream.range(0, size)
            .mapToDouble(i -> sorted[size - 1] - sorted[size - 1 - i])
            .toArray();
    double[] logMissed = new double[size]; // log of C(N - r, n) / C(N, n), r from 1
    double[][] percentiles = new double[PERCENTS.length][queries];
    for (int drawn = 0; drawn < queries; drawn++) {
      double left = size - drawn;
      for (int i = 0; i < size; i++) {
        logMissed[i] += Math.log(Math.max(0, left - i - 1) / left);
      }
      for (int i = 0; i < PERCENTS.length; i++) {
        percentiles[i][drawn] = regret[firstReaching(PERCENTS[i] / 100, logMissed)];
      }
    }
    return new RegretCurve(percentiles[0], percentiles[1], percentiles[2]);
  }

  /** The first place by which the best drawn is met with this probability. */
  private static int firstReaching(double probability, double[] logMissed) {
    return IntStream.range(0, logMissed.length)
        .filter(place -> 1 - Math.exp(logMissed[place]) >= probability - ROUNDING)
        .findFirst()
        .orElse(logMissed.length - 1);
  }
}
