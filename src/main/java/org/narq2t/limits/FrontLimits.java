package org.narq2t.limits;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/**
 * The limits of latency under which a front of accuracy against latency grows: in each round
 * another, spread evenly over the latencies that were measured so far (docs/adr/0028).
 *
 * @param loosestMs the user's own limit; 0 for none
 */
record FrontLimits(double loosestMs) {

  /** The golden ratio's fraction: its multiples fill an interval evenly wherever they end. */
  private static final double STEP = (Math.sqrt(5) - 1) / 2;

  private static final int WITHOUT = 8; // every so many rounds the limit is the loosest

  /**
   * The limit of a round.
   *
   * @param round from 0 on
   * @param measured architectures
   * @return empty for none
   */
  OptionalDouble ofRound(int round, int[] measured, IntToDoubleFunction latencyMs) {
    double[] known =
        Arrays.stream(measured)
            .mapToDouble(latencyMs)
            .filter(ms -> loosestMs == 0 || ms <= loosestMs) // NaN is left out below
            .filter(ms -> ms > 0)
            .sorted()
            .toArray();
    if (round % WITHOUT == 0 || known.length == 0) {
      return loosestMs == 0 ? OptionalDouble.empty() : OptionalDouble.of(loosestMs);
    }
    double place = round * STEP % 1 * (known.length - 1);
    int below = (int) place;
    double next = known[Math.min(below + 1, known.length - 1)];
    return OptionalDouble.of(known[below] + (place - below) * (next - known[below]));
  }
}
