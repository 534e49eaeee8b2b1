package org.narq2t.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.narq2t.predictor.narq2t.TrainingSet;

class ScoresTest {

  private static final float[] NONE = {};

  @Test
  void theTierIsTheMostProbableOneAndTheFirstOfEquals() {
    Scores scores =
        new Scores(new float[2], new float[] {0.2f, 0.7f, 0.1f, 0.4f, 0.2f, 0.4f}, 3, NONE);
    assertThat(scores.predictedTiers()).containsExactly(1, 0);
    assertThat(scores.hasLatency()).isFalse();
  }

  @Test
  void withoutTiersAllAreInTierZero() {
    assertThat(new Scores(new float[3], NONE, 0, NONE).predictedTiers()).containsExactly(0, 0, 0);
  }

  @Test
  void lengthsThatDoNotAgreeAreAnError() {
    assertThatThrownBy(() -> new Scores(new float[2], new float[5], 3, NONE))
        .hasMessage("2 scores, 0 deviations, 5 probabilities of 3 tiers, 0 latencies");
    assertThatThrownBy(() -> new TrainingSet(new int[2], new double[2], new int[1], new double[0]))
        .hasMessage("2 architectures, 2 accuracies, 1 tiers, 0 latencies");
  }

  @Test
  void aModelThatDivergedIsNoticed() {
    assertThatThrownBy(() -> new Scores(new float[] {1, Float.NaN}, NONE, 0, NONE))
        .hasMessage("the score at position 1 is not a number: the model has diverged");
  }
}
