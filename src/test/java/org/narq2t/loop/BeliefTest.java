package org.narq2t.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Sampling;
import org.narq2t.strategy.WordPredictor;

class BeliefTest {
  private static final double[] SCORES = {-1, 0, 2};
  private static final double[] ACCURACIES = {50, 80, 90};

  @Test
  void aScoreStandsForTheAccuracyThatHasItsPlaceAmongTheKnownOnes() {
    assertThat(Belief.interpolated(0.5, SCORES, ACCURACIES)).isEqualTo(82.5);
    assertThat(Belief.interpolated(-0.5, SCORES, ACCURACIES)).isEqualTo(65);
    assertThat(Belief.interpolated(0, SCORES, ACCURACIES)).isEqualTo(80);
  }

  @Test
  void nothingIsBelievedBetterThanTheBestOrWorseThanTheWorst() {
    assertThat(Belief.interpolated(5, SCORES, ACCURACIES)).isEqualTo(90);
    assertThat(Belief.interpolated(-3, SCORES, ACCURACIES)).isEqualTo(50);
  }

  @Test
  void withoutAPredictionNothingIsBelieved() {
    assertThat(Belief.of(Proposed.of(7), new WordPredictor(), new Ledger())).isNaN();
  }

  /** The mean of 40 and 50 %; a failed training took its four seconds too. */
  @Test
  void failedTrainingsCountForTheSecondsOnly() {
    Ledger ledger = new Ledger();
    ledger.begin(Purpose.SEARCH, List.of(), Sampling.NONE);
    ledger.add(
        List.of(
            observation(1, 40, 1, Observation.Status.DONE),
            observation(2, 50, 1, Observation.Status.DONE),
            observation(3, Double.NaN, 4, Observation.Status.FAILED)));

    assertThat(Belief.mean(ledger)).hasValue(45);
    assertThat(Belief.seconds(ledger)).isEqualTo(2);
  }

  private static Observation observation(
      int word, double accuracy, double seconds, Observation.Status status) {
    return new Observation(word, "", Purpose.SEARCH, accuracy, Double.NaN, 1, 0, seconds, status);
  }
}
