package org.narq2t.strategy.tiers;

/**
 * The loop of Algorithm 4.
 *
 * @param iterations T_s
 * @param candidates m, the candidates of one iteration
 * @param requireAll as released: an iteration with fewer than m architectures in the predicted top
 *     tier has no candidates; otherwise it has those that there are
 * @param acrossTiers under limits the predicted top tier can be empty: the candidates are then the
 *     best-scored of the best tiers that there are, and {@code requireAll} does not count
 */
public record SearchSettings(
    int iterations, int candidates, boolean requireAll, boolean acrossTiers) {

  /** 50 iterations of the top 5. */
  public static final SearchSettings AS_RELEASED = new SearchSettings(50, 5, true, false);

  /**
   * @throws IllegalArgumentException if a number is not positive
   */
  public SearchSettings {
    if (iterations < 1 || candidates < 1) {
      throw new IllegalArgumentException(
          "iterations and candidates are at least 1, not %d, %d".formatted(iterations, candidates));
    }
  }
}
