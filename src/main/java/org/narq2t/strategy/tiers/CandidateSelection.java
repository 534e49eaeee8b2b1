package org.narq2t.strategy.tiers;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.narq2t.predictor.Scores;

/** Choice of the candidates of an iteration (Algorithm 4, lines 21-22). */
final class CandidateSelection {

  private CandidateSelection() {}

  /** Positions in the batch whose predicted tier is the top one; all of them without tiers. */
  static int[] topTier(Scores scores) {
    return IntStream.range(0, scores.size()).filter(i -> scores.tier(i) == 0).toArray();
  }

  /** The positions of the best predicted tiers, of one tier those with the highest scores first. */
  static int[] acrossTiers(Scores scores, int count) {
    return IntStream.range(0, scores.size())
        .boxed()
        .sorted(
            Comparator.comparingInt((Integer i) -> scores.tier(i))
                .thenComparing(Comparator.comparingDouble((Integer i) -> -scores.score()[i])))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * The positions with the highest scores, from high to low, equal ones in the order of the batch.
   *
   * <p>An architecture that was sampled twice can be selected twice, as released.
   *
   * @param positions among which to choose
   * @param requireAll none at all if there are fewer than {@code count}
   */
  static int[] best(int[] positions, Scores scores, int count, boolean requireAll) {
    if (requireAll && positions.length < count) {
      return new int[0];
    }
    return IntStream.of(positions)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> scores.score()[i]).reversed())
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
