package org.narq2t.strategy.sequential;

import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.narq2t.predictor.Predictor;

/** The choice of a batch from a pool of candidates, as places in the pool. */
final class Choice {

  private Choice() {}

  /** Those of the highest value, the best first; of equal ones the earlier in the pool. */
  static int[] byValue(Beliefs beliefs, SequentialSettings settings, int wanted) {
    double[] values =
        IntStream.range(0, beliefs.pool().length)
            .mapToDouble(settings.acquisition().of(beliefs, settings))
            .toArray();
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(place -> -values[place]))
        .limit(wanted)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The best under each of as many drawn functions as are wanted, among those not chosen yet. */
  static int[] byDrawnFunctions(
      Predictor predictor, int[] pool, int wanted, RandomGenerator random) {
    int count = Math.min(wanted, pool.length);
    float[][] functions = predictor.draw(pool, count, random);
    boolean[] taken = new boolean[pool.length];
    int[] chosen = new int[count];
    for (int choice = 0; choice < count; choice++) {
      int best = -1;
      for (int place = 0; place < pool.length; place++) {
        boolean better = best < 0 || functions[choice][place] > functions[choice][best];
        if (!taken[place] && better) {
          best = place;
        }
      }
      taken[best] = true;
      chosen[choice] = best;
    }
    return chosen;
  }
}
