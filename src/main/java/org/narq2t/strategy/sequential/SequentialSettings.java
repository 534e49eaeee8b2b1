package org.narq2t.strategy.sequential;

import org.narq2t.configuration.Impossible;
import org.narq2t.configuration.KebabCaseEnums;
import org.narq2t.predictor.PredictorSettings;
import org.narq2t.strategy.StrategySettings;

/**
 * Settings of a search that asks a predictor step by step.
 *
 * @param queries architectures that are trained in all
 * @param initial architectures of the first design
 * @param design how they are chosen
 * @param batch architectures that are trained between two fits
 * @param acquisition what makes an architecture worth training
 * @param limitedAcquisition the same where limits have to be learnt, weighed by the chance to keep
 *     them
 * @param kappa deviations that {@code upper-confidence-bound} adds to the score
 * @param caution what a candidate with a chance of 1 in e to keep the limits loses of its score,
 *     with {@code upper-confidence-bound} and {@code thompson-sampling}; gains are weighed by the
 *     chance
 * @param topShare share of the known architectures that are in tier 1, for {@code tier-guided}
 * @param pool most candidates that are scored in a round where they cannot be enumerated
 * @param parents best known architectures from which such candidates are grown
 * @param mergeIsomorphic whether architectures that compute the same are one candidate
 */
public record SequentialSettings(
    int queries,
    int initial,
    Design design,
    int batch,
    Acquisition acquisition,
    Acquisition limitedAcquisition,
    double kappa,
    double caution,
    double topShare,
    int pool,
    int parents,
    boolean mergeIsomorphic)
    implements StrategySettings {

  /** How the first architectures are chosen, when nothing is known. */
  public enum Design {
    /** All equally likely. */
    RANDOM,
    /** One of each of as many strata, by FLOPs and then parameters, as there are to choose. */
    STRATA
  }

  /** A hundred queries; chosen on CIFAR-10 of NAS-Bench-201, seeds 100 to 119. */
  public static final SequentialSettings DEFAULT =
      new SequentialSettings(
          100,
          10,
          Design.RANDOM,
          1,
          Acquisition.UPPER_CONFIDENCE_BOUND,
          Acquisition.EXPECTED_IMPROVEMENT,
          1.5,
          1,
          0.2,
          5_000,
          10,
          true);

  public SequentialSettings {
    Impossible.unless(queries >= 1, "queries", queries, "1 or more");
    Impossible.unless(initial >= 2, "initial", initial, "2 or more, to have an order to learn");
    Impossible.unless(batch >= 1, "batch", batch, "1 or more");
    Impossible.unless(kappa >= 0, "kappa", kappa, "0 or more");
    Impossible.unless(caution >= 0, "caution", caution, "0 or more");
    Impossible.unless(
        topShare > 0 && topShare < 1, "top_share", topShare, "more than 0, less than 1");
    Impossible.unlessWithin("pool", pool, batch, 1_000_000);
    Impossible.unless(parents >= 1, "parents", parents, "1 or more");
  }

  @Override
  public int training() {
    return initial;
  }

  @Override
  public boolean weighsChances() {
    return true;
  }

  @Override
  public void requireOf(PredictorSettings predictor, boolean limited) {
    if (!predictor.learns()) {
      throw Impossible.because(
          "predictor.type",
          "predictor.type cannot be none: the strategy asks a predictor before every look-up");
    }
    require("acquisition", acquisition, predictor, limited);
    if (limited) {
      require("limited_acquisition", limitedAcquisition, predictor, true);
    }
  }

  private void require(
      String name, Acquisition chosen, PredictorSettings predictor, boolean limited) {
    if (!predictor.deviates() && chosen.needsDeviations(this, predictor.tiers() > 0)) {
      throw Impossible.because(
          "strategy." + name,
          ("strategy.%s cannot be %s%s: it weighs the deviations of scores, and this predictor gives"
                  + " none; set %s=upper-confidence-bound and strategy.kappa=0, or choose another"
                  + " predictor")
              .formatted(
                  name,
                  KebabCaseEnums.spelling(chosen),
                  chosen == Acquisition.UPPER_CONFIDENCE_BOUND ? " with kappa " + kappa : "",
                  limited
                      ? "strategy.acquisition and strategy.limited_acquisition"
                      : "strategy." + name));
    }
  }

  @Override
  public int lookUps() {
    return queries;
  }
}
