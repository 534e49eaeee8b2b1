package org.narq2t.strategy.sequential;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.narq2t.strategy.Candidates;

/**
 * The candidates of a round.
 *
 * @param architectures one of each candidate
 * @param chances the probability of each to keep the limits
 */
record Pool(int[] architectures, double[] chances) {

  /**
   * Of architectures that are one candidate the one that most probably keeps the limits, the first
   * of equal ones.
   */
  static Pool of(int[] architectures, double[] chances, Candidates candidates) {
    Map<Integer, Integer> best = new HashMap<>();
    for (int place = 0; place < architectures.length; place++) {
      int rival = place;
      best.merge(
          candidates.key(architectures[place]),
          place,
          (first, other) -> chances[rival] > chances[first] ? other : first);
    }
    int[] places = best.values().stream().mapToInt(Integer::intValue).sorted().toArray();
    return new Pool(
        IntStream.of(places).map(place -> architectures[place]).toArray(),
        Arrays.stream(places).mapToDouble(place -> chances[place]).toArray());
  }

  /** Whether all of them keep the limits for certain. */
  boolean isCertain() {
    return Arrays.stream(chances).allMatch(chance -> chance == 1);
  }

  int size() {
    return architectures.length;
  }
}
