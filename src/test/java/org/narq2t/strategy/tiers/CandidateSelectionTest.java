package org.narq2t.strategy.tiers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.narq2t.predictor.Scores;

class CandidateSelectionTest {

  private static final float[] NONE = {};
  private static final float[] SCORES = {0.1f, 0.9f, 0.5f, 0.5f, 0.7f};
  private static final int[] ALL = {0, 1, 2, 3, 4};

  @Test
  void onlyThePredictedTopTierIsEligible() {
    float[] tiers = {0.9f, 0.1f, 0.4f, 0.6f, 0.8f, 0.2f, 0.5f, 0.5f, 0, 1};
    assertThat(CandidateSelection.topTier(new Scores(SCORES, tiers, 2, NONE)))
        .containsExactly(0, 2, 3);
  }

  @Test
  void withoutTiersAllAreEligible() {
    assertThat(CandidateSelection.topTier(scores())).containsExactly(ALL);
  }

  @Test
  void theBestScoredAreTakenAndEqualOnesInOrder() {
    assertThat(CandidateSelection.best(ALL, scores(), 4, true)).containsExactly(1, 4, 2, 3);
  }

  @Test
  void asReleasedTooFewMeansNone() {
    assertThat(CandidateSelection.best(new int[] {0, 1}, scores(), 3, true)).isEmpty();
    assertThat(CandidateSelection.best(new int[] {0, 1}, scores(), 3, false)).containsExactly(1, 0);
  }

  /** Positions 0, 2 and 3 are of tier 1, 1 and 4 of tier 2. */
  @Test
  void acrossTiersTheBestTierComesFirstAndIsFilledUpFromTheNext() {
    float[] tiers = {0.9f, 0.1f, 0.4f, 0.6f, 0.8f, 0.2f, 0.5f, 0.5f, 0, 1};
    Scores scores = new Scores(SCORES, tiers, 2, NONE);
    assertThat(CandidateSelection.acrossTiers(scores, 4)).containsExactly(2, 3, 0, 1);
    assertThat(CandidateSelection.acrossTiers(scores, 2)).containsExactly(2, 3);
    assertThat(CandidateSelection.acrossTiers(scores(), 2)).containsExactly(1, 4);
  }

  private static Scores scores() {
    return new Scores(SCORES, NONE, 0, NONE);
  }
}
