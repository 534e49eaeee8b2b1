package org.narq2t.strategy.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.narq2t.predictor.Scores;
import org.narq2t.strategy.sequential.SequentialSettings.Design;

class AcquisitionTest {
  private static final float[] NONE = {};

  /** Two candidates, then four that are known. */
  private static final Beliefs BELIEFS =
      new Beliefs(
          certain(7, 8),
          new Scores(
              new float[] {3, 1, 2, -1, 0, 1}, new float[] {0.5f, 2, 0, 0, 0, 0}, NONE, 0, NONE));

  @Test
  void theUpperConfidenceBoundAddsDeviationsToTheScore() {
    assertThat(values(Acquisition.UPPER_CONFIDENCE_BOUND, BELIEFS, 2, .2)).containsExactly(4, 5);
    assertThat(values(Acquisition.UPPER_CONFIDENCE_BOUND, BELIEFS, 0, .2)).containsExactly(3, 1);
  }

  /**
   * Above 2, the best that is known. The first by 1 = 2 deviations: 1 * 0.9772499 + 0.5 * 0.0539910
   * = 1.0042454. The second by -1 = -0.5 deviations: -1 * 0.3085375 + 2 * 0.3520653 = 0.3955931.
   */
  @Test
  void expectedImprovementIsTheMeanGainOverTheBestKnown() {
    double[] values = values(Acquisition.EXPECTED_IMPROVEMENT, BELIEFS, 0, .2);
    assertThat(values[0]).isCloseTo(1.0042454, within(1e-6));
    assertThat(values[1]).isCloseTo(0.3955931, within(1e-6));
  }

  /** Above -1, the least: 3 + 1 of the first, eight deviations. */
  @Test
  void whereNothingKeepsTheLimitsAnythingThatDoesIsAGain() {
    assertThat(values(Acquisition.EXPECTED_IMPROVEMENT, BELIEFS.ofNoneKept(), 0, .2)[0])
        .isCloseTo(4, within(1e-6));
  }

  @Test
  void withoutDeviationTheImprovementIsTheGainItself() {
    assertThat(Acquisition.expectedExcess(5, 0, 3)).isEqualTo(2);
    assertThat(Acquisition.expectedExcess(2, 0, 3)).isZero();
  }

  /** It is never negative, and grows with the deviation. */
  @Test
  void theExpectedExcessOfAHopelessCandidateVanishes() {
    assertThat(Acquisition.expectedExcess(0, 1, 40)).isBetween(0.0, 1e-300);
    assertThat(Acquisition.expectedExcess(0, 2, 1))
        .isGreaterThan(Acquisition.expectedExcess(0, 1, 1));
  }

  /** Half of -1, 0, 1, 2 are in tier 1: it begins at 0.5, and a quarter at 1.5. */
  @Test
  void tierOneBeginsHalfWayBetweenTheLastInsideAndTheFirstOutside() {
    assertThat(BELIEFS.boundary(.5)).isEqualTo(.5);
    assertThat(BELIEFS.boundary(.25)).isEqualTo(1.5);
    assertThat(BELIEFS.boundary(.01)).as("one at least").isEqualTo(1.5);
    assertThat(BELIEFS.boundary(.99)).as("all").isEqualTo(-1);
  }

  /** The second, by 0.5 = 0.25 deviations: 0.5 * 0.5987063 + 2 * 0.3866681 = 1.0726894. */
  @Test
  void tierGuidanceWithoutTiersIsTheMeanExcessOverTheBoundary() {
    double[] values = values(Acquisition.TIER_GUIDED, BELIEFS, 0, .5);
    assertThat(values[1]).isCloseTo(1.0726894, within(1e-6));
    assertThat(values[0]).isCloseTo(2.5, within(1e-6)); // five deviations above
  }

  @Test
  void tierGuidanceWithTiersIsTheirProbabilityTimesTheScoreInside() {
    Beliefs beliefs =
        new Beliefs(
            certain(1, 2, 3),
            new Scores(
                new float[] {1, 3, 5, 4},
                NONE,
                new float[] {.75f, .25f, .5f, .5f, .125f, .875f, 1, 0},
                2,
                NONE));
    assertThat(values(Acquisition.TIER_GUIDED, beliefs, 0, .2)).containsExactly(0, 1, .5);
    assertThat(beliefs.topTier()).isEqualTo(2);
  }

  /** The logarithm of 1/2 is -0.6931472, which is lost. A gain is had in half of the cases. */
  @Test
  void whatMayBreakALimitIsWorthLess() {
    assertThat(weighed(Acquisition.UPPER_CONFIDENCE_BOUND, -4, .5))
        .isCloseTo(-4.6931472, within(1e-6));
    assertThat(weighed(Acquisition.THOMPSON_SAMPLING, 4, .5)).isCloseTo(3.3068528, within(1e-6));
    assertThat(weighed(Acquisition.EXPECTED_IMPROVEMENT, 4, .5)).isEqualTo(2);
    assertThat(weighed(Acquisition.TIER_GUIDED, 4, .5)).isEqualTo(2);
    for (Acquisition acquisition : Acquisition.values()) {
      assertThat(weighed(acquisition, -4, 1)).as("for certain").isEqualTo(-4);
    }
    assertThat(weighed(Acquisition.UPPER_CONFIDENCE_BOUND, 4, 0))
        .as("hopeless ones keep their order")
        .isLessThan(-6)
        .isGreaterThan(weighed(Acquisition.UPPER_CONFIDENCE_BOUND, 3, 0));
  }

  private static double weighed(Acquisition acquisition, double worth, double chance) {
    return acquisition.weighed(worth, chance, SequentialSettings.DEFAULT);
  }

  @Test
  void aPredictorWithoutDeviationsCannotBeAskedForThem() {
    Beliefs plain = new Beliefs(certain(1), new Scores(new float[] {1, 2}, NONE, NONE, 0, NONE));
    assertThat(values(Acquisition.UPPER_CONFIDENCE_BOUND, plain, 0, .2)).containsExactly(1);
    assertThatThrownBy(() -> values(Acquisition.UPPER_CONFIDENCE_BOUND, plain, 1, .2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no deviations");
  }

  /** Candidates that keep the limits for certain. */
  private static Pool certain(int... architectures) {
    return new Pool(architectures, IntStream.of(architectures).mapToDouble(a -> 1).toArray());
  }

  private static double[] values(
      Acquisition acquisition, Beliefs beliefs, double kappa, double topShare) {
    SequentialSettings settings =
        new SequentialSettings(
            100,
            20,
            Design.RANDOM,
            5,
            acquisition,
            acquisition,
            kappa,
            0.5,
            topShare,
            100,
            10,
            true);
    return IntStream.range(0, beliefs.size())
        .mapToDouble(acquisition.of(beliefs, settings))
        .toArray();
  }
}
