package org.narq2t.strategy.tiers;

import java.util.random.RandomGenerator;

/**
 * A stream of draws that another program recorded. It gives them again in the same order, and only
 * to who asks for a number of the same kind and bound.
 */
final class ReplayedDraws implements RandomGenerator {
  private final double[][] draws;
  private int next;

  /**
   * @param draws pairs: the bound and what was drawn, 0 to bound - 1; the bound 0 stands for a
   *     double from 0 to 1
   */
  ReplayedDraws(double[][] draws) {
    this.draws = draws.clone();
  }

  @Override
  public int nextInt(int bound) {
    return (int) next(bound);
  }

  @Override
  public double nextDouble() {
    return next(0);
  }

  /** Nothing that is compared draws raw bits. */
  @Override
  public long nextLong() {
    throw new UnsupportedOperationException("64 bits were asked for; none were recorded");
  }

  /** How many draws nobody asked for. */
  int left() {
    return draws.length - next;
  }

  private double next(int bound) {
    if (next == draws.length) {
      throw new IllegalStateException("draw %d was not recorded".formatted(next + 1));
    }
    double[] draw = draws[next];
    next++;
    if (draw[0] != bound) {
      throw new IllegalStateException(
          "draw %d is of %s, recorded was %s".formatted(next, kind(bound), kind(draw[0])));
    }
    return draw[1];
  }

  private static String kind(double bound) {
    return bound == 0 ? "a double" : "%d values".formatted((int) bound);
  }
}
