package org.narq2t.strategy.sequential;

import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.narq2t.predictor.Predictor;

/** The choice of a batch from the candidates of a round, as places in their pool. */
final class Choice {

  private Choice() {}

  /** Those of the highest value, the best first; of equal ones the earlier in the pool. */
  static int[] byValue(
      Acquisition acquisition, Beliefs beliefs, SequentialSettings settings, int wanted) {
    IntToDoubleFunction worth = acquisition.of(beliefs, settings);
    double[] values =
        IntStream.range(0, beliefs.size())
            .mapToDouble(
                place ->
                    acquisition.weighed(
                        worth.applyAsDouble(place), beliefs.chance(place), settings))
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
      Predictor predictor,
      Pool pool,
      SequentialSettings settings,
      int wanted,
      RandomGenerator random) {
    int count = Math.min(wanted, pool.size());
    float[][] functions = predictor.draw(pool.architectures(), count, random);
    boolean[] taken = new boolean[pool.size()];
    int[] chosen = new int[count];
    for (int choice = 0; choice < count; choice++) {
      int best = -1;
      double highest = Double.NEGATIVE_INFINITY;
      for (int place = 0; place < pool.size(); place++) {
        double value =
            Acquisition.THOMPSON_SAMPLING.weighed(
                functions[choice][place], pool.chances()[place], settings);
        if (!taken[place] && (best < 0 || value > highest)) {
          best = place;
          highest = value;
        }
      }
      taken[best] = true;
      chosen[choice] = best;
    }
    return chosen;
  }
}
