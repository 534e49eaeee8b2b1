package org.narq2t.strategy.sequential;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.narq2t.ledger.Proposed;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.Scores;

/**
 * What is believed of the candidates of a round.
 *
 * @param candidates the candidates, and their chances to keep the limits
 * @param scores of the candidates, and after them of what is known
 * @param anyKept whether what is known keeps the limits; else anything that does is a gain
 */
record Beliefs(Pool candidates, Scores scores, boolean anyKept) {

  Beliefs(Pool candidates, Scores scores) {
    this(candidates, scores, true);
  }

  /** The same where none of what is known keeps the limits. */
  Beliefs ofNoneKept() {
    return new Beliefs(candidates, scores, false);
  }

  /** Asks a predictor. */
  static Beliefs of(Predictor predictor, Pool candidates, int[] known) {
    int[] all =
        IntStream.concat(Arrays.stream(candidates.architectures()), Arrays.stream(known)).toArray();
    return new Beliefs(candidates, predictor.predict(all));
  }

  /** The number of candidates. */
  int size() {
    return candidates.size();
  }

  /** The probability of a candidate to keep the limits. */
  double chance(int candidate) {
    return candidates.chances()[candidate];
  }

  double score(int candidate) {
    return scores.score()[candidate];
  }

  /**
   * The deviation of a score.
   *
   * @throws IllegalArgumentException if the predictor gives none
   */
  double deviation(int candidate) {
    if (!scores.hasDeviation()) {
      throw new IllegalArgumentException(
          "this predictor gives no deviations: choose an acquisition that needs none, which is"
              + " upper-confidence-bound with kappa 0, or another predictor");
    }
    return scores.deviation()[candidate];
  }

  /** The best score of what is known; the least where none of that keeps the limits. */
  double best() {
    double[] known = known();
    return anyKept ? known[known.length - 1] : known[0];
  }

  /** The least score of a candidate. */
  double least() {
    return IntStream.range(0, size()).mapToDouble(this::score).min().orElseThrow();
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
        ? (int) IntStream.range(0, size()).filter(i -> scores.tier(i) == 0).count()
        : 0;
  }

  /** The proposal of a candidate with what is expected of it. */
  Proposed proposed(int candidate) {
    return new Proposed(
        candidates.architectures()[candidate],
        scores.score()[candidate],
        scores.hasDeviation() ? scores.deviation()[candidate] : Float.NaN,
        scores.hasLatency() ? scores.latencyMs()[candidate] : Float.NaN);
  }

  /** The scores of what is known, ascending. */
  private double[] known() {
    return IntStream.range(size(), scores.size()).mapToDouble(this::score).sorted().toArray();
  }
}
