package org.narq2t.tier;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.narq2t.space.SearchSpace;

/**
 * The tier statistics of one batch: the paper's set of distributions over FLOPs, parameters and
 * operators (Sec. III-C), and the authors' count of vertices. Plain arrays within, so any JSON
 * library writes and reads it.
 *
 * @param flops counts by bins of FLOPs
 * @param parameters counts by bins of parameters
 * @param operators counts by operator code
 * @param vertices counts by number of vertices of the cell, over the interval of the batch
 */
public record BatchStatistics(
    TierCounts flops, TierCounts parameters, TierCounts operators, TierCounts vertices) {

  /** Statistics that were recorded before vertices were counted have none of them. */
  public BatchStatistics {
    if (vertices == null) {
      vertices = new TierCounts(new long[0], new long[flops.tiers()][0]);
    }
  }

  /**
   * Counts one batch.
   *
   * @param batch architectures, at least one
   * @param tierOf the tier of each of them, from 0
   * @param tiers the number of tiers; 0 (no tiers) counts all as one
   * @param flops totals by architecture of the space
   * @param parameters totals by architecture of the space
   */
  public static BatchStatistics of(
      int[] batch,
      int[] tierOf,
      int tiers,
      SearchSpace space,
      long[] flops,
      long[] parameters,
      Binning binning) {
    if (batch.length == 0 || batch.length != tierOf.length) {
      throw new IllegalArgumentException(
          "%d architectures with %d tiers".formatted(batch.length, tierOf.length));
    }
    int groups = Math.max(1, tiers);
    return new BatchStatistics(
        TierCounts.binned(pick(flops, batch), tierOf, groups, binning.bins(), binning.flopsUnit()),
        TierCounts.binned(
            pick(parameters, batch), tierOf, groups, binning.bins(), binning.parametersUnit()),
        operators(batch, tierOf, groups, space),
        vertices(batch, tierOf, groups, space));
  }

  private static long[] pick(long[] values, int[] batch) {
    return Arrays.stream(batch).mapToLong(architecture -> values[architecture]).toArray();
  }

  private static TierCounts operators(int[] batch, int[] tierOf, int tiers, SearchSpace space) {
    int kinds = space.operatorKinds().size();
    long[][] counts = new long[tiers][kinds];
    for (int i = 0; i < batch.length; i++) {
      int[] own = space.operatorCounts(batch[i]);
      for (int code = 0; code < kinds; code++) {
        counts[tierOf[i]][code] += own[code];
      }
    }
    return new TierCounts(IntStream.range(0, kinds).asLongStream().toArray(), counts);
  }

  private static TierCounts vertices(int[] batch, int[] tierOf, int tiers, SearchSpace space) {
    int[] numbers = Arrays.stream(batch).map(space::vertices).toArray();
    int min = Arrays.stream(numbers).min().orElseThrow();
    int max = Arrays.stream(numbers).max().orElseThrow();
    long[][] counts = new long[tiers][max - min + 1];
    for (int i = 0; i < batch.length; i++) {
      counts[tierOf[i]][numbers[i] - min]++;
    }
    return new TierCounts(IntStream.rangeClosed(min, max).asLongStream().toArray(), counts);
  }
}
