package org.narq2t.evaluation;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.RandomStreams.Name;

/**
 * The hypervolume that random search reaches: the front of some architectures drawn without
 * replacement. Unlike that of one accuracy its expectation has no simple formula, so it is
 * simulated, with the same draws each time.
 *
 * @param latencyMs by architecture, NaN unknown
 * @param accuracy by architecture, %, NaN unknown
 * @param worstLatencyMs reference, see {@link ParetoFront#hypervolume}
 * @param worstAccuracy reference, see {@link ParetoFront#hypervolume}
 */
public record RandomFronts(
    double[] latencyMs, double[] accuracy, double worstLatencyMs, double worstAccuracy) {

  private static final RandomStreams STREAMS = new RandomStreams(0);

  /**
   * @throws IllegalArgumentException if lengths differ
   */
  public RandomFronts {
    if (latencyMs.length != accuracy.length) {
      throw new IllegalArgumentException(
          "%d latencies but %d accuracies".formatted(latencyMs.length, accuracy.length));
    }
  }

  /**
   * Mean and standard deviation of the hypervolume over repetitions.
   *
   * @param lookUps architectures drawn in each, up to the size of the space
   * @param repetitions how many, at least one
   */
  public SeedSummary after(int lookUps, int repetitions) {
    double[] volumes = new double[repetitions];
    Arrays.setAll(volumes, i -> once(lookUps, STREAMS.stream(Name.SAMPLING, i)));
    return SeedSummary.of(volumes);
  }

  private double once(int lookUps, RandomGenerator random) {
    int[] order = new int[latencyMs.length];
    Arrays.setAll(order, i -> i);
    double[] latencies = new double[lookUps];
    double[] accuracies = new double[lookUps];
    for (int i = 0; i < lookUps; i++) {
      int j = i + random.nextInt(order.length - i);
      int drawn = order[j];
      order[j] = order[i];
      order[i] = drawn;
      latencies[i] = latencyMs[drawn];
      accuracies[i] = accuracy[drawn];
    }
    return ParetoFront.of(Arrays.copyOf(order, lookUps), latencies, accuracies)
        .hypervolume(worstLatencyMs, worstAccuracy);
  }
}
