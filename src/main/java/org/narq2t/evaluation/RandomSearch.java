package org.narq2t.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.narq2t.ledger.Split;
import org.narq2t.tier.Tiers;

/**
 * Random search without replacement, computed exactly rather than simulated: the baseline for every
 * result at the same number of queries.
 *
 * <p>Let the architectures be ordered by the deciding accuracy, best first, and n of N be drawn.
 * The one at place i (from 1) is the best drawn with probability C(N-i, n-1) / C(N, n), that is n/N
 * at place 1 and (N-i-n+1) / (N-i) times as much at each next place. Of architectures with equal
 * deciding accuracy each is equally likely to be reported.
 */
public final class RandomSearch {

  private final double[] reportedMean;
  private final double[] reportedSquare;
  private final double centre;

  /**
   * The accuracy that random search reports after some queries.
   *
   * @param queries n
   * @param mean expected accuracy, %
   * @param deviation standard deviation over repetitions, percentage points
   */
  public record Expectation(int queries, double mean, double deviation) {}

  /**
   * @param deciding the accuracy that selects, by architecture
   * @param reported the accuracy that is reported, by architecture
   * @throws IllegalArgumentException if lengths differ or a value is not a number
   */
  public RandomSearch(double[] deciding, double[] reported) {
    if (deciding.length != reported.length || deciding.length == 0) {
      throw new IllegalArgumentException(
          "%d deciding and %d reported accuracies".formatted(deciding.length, reported.length));
    }
    if (hasNan(deciding) || hasNan(reported)) {
      throw new IllegalArgumentException("random search needs the accuracies of the whole space");
    }
    int[] order = Tiers.bestFirst(deciding);
    centre = Arrays.stream(reported).average().orElseThrow();
    reportedMean = new double[order.length];
    reportedSquare = new double[order.length];
    int start = 0;
    while (start < order.length) {
      int end = start;
      while (end < order.length && deciding[order[end]] == deciding[order[start]]) {
        end++;
      }
      averageTies(order, reported, start, end);
      start = end;
    }
  }

  /**
   * Random search under a protocol, with accuracies by architecture.
   *
   * @param reported test accuracies, or validation where the table lacks those
   */
  public static RandomSearch under(Protocol protocol, double[] validation, double[] reported) {
    return new RandomSearch(protocol.selectsBy() == Split.TEST ? reported : validation, reported);
  }

  /**
   * The expectation after a number of queries.
   *
   * @param queries 1 to the size of the space
   */
  public Expectation after(int queries) {
    int size = reportedMean.length;
    if (queries < 1 || queries > size) {
      throw new IllegalArgumentException("queries are 1 to %d, not %d".formatted(size, queries));
    }
    double probability = (double) queries / size;
    double mean = 0;
    double square = 0;
    for (int place = 1; place <= size - queries + 1; place++) {
      mean += probability * reportedMean[place - 1];
      square += probability * reportedSquare[place - 1];
      probability *= (double) (size - place - queries + 1) / (size - place);
    }
    double deviation = Math.sqrt(Math.max(0, square - mean * mean));
    return new Expectation(queries, centre + mean, deviation);
  }

  /** The expectation by number of queries. */
  public List<Expectation> curve(int... queries) {
    List<Expectation> curve = new ArrayList<>();
    for (int n : queries) {
      curve.add(after(n));
    }
    return curve;
  }

  private static boolean hasNan(double[] values) {
    return Arrays.stream(values).anyMatch(Double::isNaN);
  }

  private void averageTies(int[] order, double[] reported, int start, int end) {
    double mean = 0;
    double square = 0;
    for (int place = start; place < end; place++) {
      double value = reported[order[place]] - centre;
      mean += value / (end - start);
      square += value * value / (end - start);
    }
    Arrays.fill(reportedMean, start, end, mean);
    Arrays.fill(reportedSquare, start, end, square);
  }
}
