package org.narq2t.strategy.sequential;

import java.util.function.IntToDoubleFunction;
import org.hipparchus.special.Erf;

/** The measure of how worthwhile it is to train a candidate. */
public enum Acquisition {
  /** The score and kappa deviations (Srinivas et al. 2010). */
  UPPER_CONFIDENCE_BOUND {
    @Override
    IntToDoubleFunction of(Beliefs beliefs, SequentialSettings settings) {
      double kappa = settings.kappa();
      return kappa == 0
          ? beliefs::score
          : candidate -> beliefs.score(candidate) + kappa * beliefs.deviation(candidate);
    }

    @Override
    double weighed(double worth, double chance, SequentialSettings settings) {
      return lessRisk(worth, chance, settings);
    }
  },

  /** The expected gain over the best score of what is known (Mockus 1978). */
  EXPECTED_IMPROVEMENT {
    @Override
    IntToDoubleFunction of(Beliefs beliefs, SequentialSettings settings) {
      return excessOver(beliefs, beliefs.best());
    }
  },

  /** The best under functions that are drawn from what the predictor believes, one for each. */
  THOMPSON_SAMPLING {
    @Override
    IntToDoubleFunction of(Beliefs beliefs, SequentialSettings settings) {
      throw new IllegalStateException("candidates are chosen by drawn functions, not by a value");
    }

    @Override
    double weighed(double worth, double chance, SequentialSettings settings) {
      return lessRisk(worth, chance, settings);
    }
  },

  /**
   * The paper's idea asked step by step: the probability of tier 1, times the score inside it. A
   * predictor that knows tiers gives the probability, and the score counts from the least of the
   * candidates. For others tier 1 is the best share of what is known, and score and deviation give
   * the probability to lie above its boundary and the mean excess over it.
   */
  TIER_GUIDED {
    @Override
    IntToDoubleFunction of(Beliefs beliefs, SequentialSettings settings) {
      if (!beliefs.hasTiers()) {
        return excessOver(beliefs, beliefs.boundary(settings.topShare()));
      }
      double least = beliefs.least();
      return candidate -> beliefs.topProbability(candidate) * (beliefs.score(candidate) - least);
    }
  };

  /**
   * Whether it asks for the deviations of scores.
   *
   * @param tiers whether the predictor knows tiers
   */
  boolean needsDeviations(SequentialSettings settings, boolean tiers) {
    return switch (this) {
      case UPPER_CONFIDENCE_BOUND -> settings.kappa() > 0;
      case EXPECTED_IMPROVEMENT, THOMPSON_SAMPLING -> true;
      case TIER_GUIDED -> !tiers;
    };
  }

  private static final double LEAST = 1e-9; // a chance that a predictor takes for 0

  /** The worth of each of the candidates, by place in the pool. */
  abstract IntToDoubleFunction of(Beliefs beliefs, SequentialSettings settings);

  /**
   * The worth of a candidate that may break a limit. An expected gain is had with the probability
   * that it keeps them (Gardner et al. 2014).
   *
   * @param chance to keep the limits
   */
  double weighed(double worth, double chance, SequentialSettings settings) {
    return chance * worth;
  }

  /** A score is no gain, and can be below 0: it is lowered by the logarithm of the chance. */
  private static double lessRisk(double worth, double chance, SequentialSettings settings) {
    return chance == 1 ? worth : worth + settings.caution() * Math.log(Math.max(chance, LEAST));
  }

  private static IntToDoubleFunction excessOver(Beliefs beliefs, double threshold) {
    return candidate ->
        expectedExcess(beliefs.score(candidate), beliefs.deviation(candidate), threshold);
  }

  /** The mean of max(f - threshold, 0) for a normal f. */
  static double expectedExcess(double mean, double deviation, double threshold) {
    double gain = mean - threshold;
    if (!(deviation > 0)) {
      return Math.max(gain, 0);
    }
    double z = gain / deviation;
    double above = Erf.erfc(-z / Math.sqrt(2)) / 2;
    double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    return gain * above + deviation * density;
  }
}
