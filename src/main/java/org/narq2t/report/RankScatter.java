package org.narq2t.report;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.narq2t.run.Experiment;
import org.narq2t.tier.Tiers;

/**
 * Predicted against true ranks, 1 the best, among the architectures that the ranking was judged on.
 * Of many, evenly spaced ones are shown: their order is a random one, so these are a random sample,
 * the same one each time.
 *
 * @param points true rank by validation accuracy, rank by score, predicted tier from 0: all 0
 *     without tiers
 * @param size the number of architectures that were ranked
 */
record RankScatter(int[][] points, int size) {

  private static final int LARGEST = 3_000;

  static RankScatter of(Experiment.Finished run, Accuracies accuracies) {
    double[] validation = run.predictions().pick(accuracies.validation());
    float[] score = run.predictions().scores().score();
    int size = validation.length;
    double[] scores = new double[size];
    Arrays.setAll(scores, a -> score[a]);
    int[] truth = ranks(validation);
    int[] predicted = ranks(scores);
    int[] tier = run.predictions().scores().predictedTiers();
    int shown = Math.min(LARGEST, size);
    int[][] points =
        IntStream.range(0, shown)
            .map(i -> (int) ((long) i * size / shown))
            .mapToObj(a -> new int[] {truth[a], predicted[a], tier[a]})
            .toArray(int[][]::new);
    return new RankScatter(points, size);
  }

  /** The place of each value from 1, the highest; equal ones in their given order. */
  static int[] ranks(double[] values) {
    int[] order = Tiers.bestFirst(values);
    int[] ranks = new int[values.length];
    for (int place = 0; place < order.length; place++) {
      ranks[order[place]] = place + 1;
    }
    return ranks;
  }
}
