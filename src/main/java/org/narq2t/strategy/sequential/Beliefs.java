package org.narq2t.strategy.sequential;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.narq2t.ledger.Proposed;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.Scores;

/**
 * What a predictor believes of the candidates of a round.
 *
 * @param pool the candidates
 * @param scores of the candidates, and after them of what is known
 */
record Beliefs(int[] pool, Scores scores) {

  /** Asks a predictor. */
  static Beliefs of(Predictor predictor, int[] pool, int[] known) {
    int[] all = IntStream.concat(Arrays.stream(pool), Arrays.stream(known)).toArray();
    return new Beliefs(pool, predictor.predict(all));
  }

  double score(int candidate) {
    return scores.score()[candidate];
  }

  /**
   * The deviation of a score.
   *
   * @throws IllegalStateException if the predictor gives none
   */
  double deviation(int candidate) {
    if (!scores.hasDeviation()) {
      throw new IllegalStateException(
          "this predictor gives no deviations: choose an acquisition that needs none, which is"
              + " upper-confidence-bound with kappa 0, or another predictor");
    }
    return scores.deviation()[candidate];
  }

  /** The best score of what is known. */
  double best() {
    return known()[scores.size() - pool.length - 1];
  }

  /** The least score of a candidate. */
  double least() {
    return IntStream.range(0, pool.length).mapToDouble(this::score).min().orElseThrow();
  }

  /**
   * The score at which the best share of what is known begins: half-way between the last inside and
   * the first outside.
   */
  double boundary(double share) {
    double[] known = known();
    int inside = (int) Math.max(1, Math.round(share * known.length));
    double last = known[known.length - inside];
    return inside == known.length ? last : (last + known[known.length - inside - 1]) / 2;
  }

  /** The probability of tier 1, if the predictor knows tiers. */
  double topProbability(int candidate) {
    return scores.tierProbabilities()[candidate * scores.tiers()];
  }

  boolean hasTiers() {
    return scores.tiers() > 0;
  }

  /** How many candidates are most probably in tier 1; 0 without tiers. */
  int topTier() {
    return hasTiers()
        ? (int) IntStream.range(0, pool.length).filter(i -> scores.tier(i) == 0).count()
        : 0;
  }

  /** The proposal of a candidate with what is expected of it. */
  Proposed proposed(int candidate) {
    return new Proposed(
        pool[candidate],
        scores.score()[candidate],
        scores.hasDeviation() ? scores.deviation()[candidate] : Float.NaN,
        scores.hasLatency() ? scores.latencyMs()[candidate] : Float.NaN);
  }

  /** The scores of what is known, ascending. */
  private double[] known() {
    return IntStream.range(pool.length, scores.size()).mapToDouble(this::score).sorted().toArray();
  }
}
