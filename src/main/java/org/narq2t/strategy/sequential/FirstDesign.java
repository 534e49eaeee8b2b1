package org.narq2t.strategy.sequential;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.narq2t.strategy.Candidates;
import org.narq2t.strategy.Problem;
import org.narq2t.strategy.sequential.SequentialSettings.Design;

/** The architectures that are trained before anything is known. */
final class FirstDesign {
  private static final int DRAWN_PER_STRATUM = 20; // where they cannot be enumerated

  private final Problem problem;
  private final Design design;

  FirstDesign(Problem problem, Design design) {
    this.problem = problem;
    this.design = design;
  }

  /** Chooses so many, or fewer if there are no more. */
  int[] choose(int wanted, Candidates candidates, RandomGenerator random) {
    return switch (design) {
      case RANDOM -> candidates.draw(wanted, random);
      case STRATA -> ofEachStratum(wanted, candidates, random);
    };
  }

  private int[] ofEachStratum(int wanted, Candidates candidates, RandomGenerator random) {
    int[] ordered = byCosts(candidates, DRAWN_PER_STRATUM * wanted, random);
    int strata = Math.min(wanted, ordered.length);
    return IntStream.range(0, strata)
        .map(
            stratum -> {
              int begin = (int) ((long) stratum * ordered.length / strata);
              int end = (int) ((stratum + 1L) * ordered.length / strata);
              return ordered[random.nextInt(begin, end)];
            })
        .toArray();
  }

  private int[] byCosts(Candidates candidates, int drawn, RandomGenerator random) {
    return Arrays.stream(candidates.all().orElseGet(() -> candidates.draw(drawn, random)))
        .boxed()
        .sorted(
            Comparator.<Integer>comparingLong(a -> problem.space().flops(a, problem.dataset()))
                .thenComparingLong(a -> problem.space().parameters(a, problem.dataset())))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
