package org.narq2t.search;

import java.util.Set;
import org.narq2t.ledger.Split;

/**
 * The loop of Algorithm 4.
 *
 * @param iterations T_s
 * @param candidates m, the candidates of one iteration
 * @param requireAll as released: an iteration with fewer than m architectures in the predicted top
 *     tier has no candidates; otherwise it has those that there are
 * @param acrossTiers under limits the predicted top tier can be empty: the candidates are then the
 *     best-scored of the best tiers that there are, and {@code requireAll} does not count
 * @param lookUps the accuracies that are looked up for each candidate: test for the oracle of the
 *     paper, validation for an honest protocol, or both
 */
public record SearchSettings(
    int iterations, int candidates, boolean requireAll, boolean acrossTiers, Set<Split> lookUps) {

  /** 50 iterations of the top 5, both accuracies looked up. */
  public static final SearchSettings AS_RELEASED =
      new SearchSettings(50, 5, true, false, Set.of(Split.VALIDATION, Split.TEST));

  /**
   * @throws IllegalArgumentException if a number is not positive or nothing is looked up
   */
  public SearchSettings {
    if (iterations < 1 || candidates < 1) {
      throw new IllegalArgumentException(
          "iterations and candidates are at least 1, not %d, %d".formatted(iterations, candidates));
    }
    if (lookUps.isEmpty()) {
      throw new IllegalArgumentException("candidates need at least one accuracy to look up");
    }
    lookUps = Set.copyOf(lookUps);
  }
}
