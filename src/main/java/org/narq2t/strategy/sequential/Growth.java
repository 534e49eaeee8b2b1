package org.narq2t.strategy.sequential;

import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.narq2t.space.Space;
import org.narq2t.strategy.Candidates;
import org.narq2t.strategy.Result;

/**
 * Candidates where they cannot be enumerated: a third differ from one of the best known by a single
 * change, a third by two, the rest are drawn from the whole domain.
 */
final class Growth {
  private final Space space;
  private final SequentialSettings settings;

  Growth(Space space, SequentialSettings settings) {
    this.space = space;
    this.settings = settings;
  }

  /** Grows candidates, which are taken; no two are the same candidate. */
  int[] from(List<Result> known, Candidates candidates, RandomGenerator random) {
    int[][] around =
        known.stream()
            .sorted(Comparator.comparingDouble(result -> -result.accuracy()))
            .limit(settings.parents())
            .map(result -> space.neighbours(result.architecture()))
            .filter(neighbours -> neighbours.length > 0)
            .toArray(int[][]::new);
    IntStream.Builder grown = IntStream.builder();
    int third = around.length == 0 ? 0 : settings.pool() / 3;
    int near = 0;
    for (int trial = 0; trial < third; trial++) {
      near += add(pick(around[random.nextInt(around.length)], random), candidates, grown);
      int first = pick(around[random.nextInt(around.length)], random);
      int[] second = space.neighbours(first);
      near += second.length == 0 ? 0 : add(pick(second, random), candidates, grown);
    }
    int[] drawn = candidates.draw(settings.pool() - near, random);
    return IntStream.concat(grown.build(), IntStream.of(drawn)).toArray();
  }

  private static int add(int architecture, Candidates candidates, IntStream.Builder grown) {
    boolean fresh = candidates.take(architecture);
    if (fresh) {
      grown.add(architecture);
    }
    return fresh ? 1 : 0;
  }

  private static int pick(int[] values, RandomGenerator random) {
    return values[random.nextInt(values.length)];
  }
}
