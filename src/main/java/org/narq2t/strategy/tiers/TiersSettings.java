package org.narq2t.strategy.tiers;

import java.util.List;
import org.narq2t.benchmark.NeedsBenchmark;
import org.narq2t.configuration.Impossible;
import org.narq2t.configuration.KebabCaseEnums;
import org.narq2t.predictor.PredictorSettings;
import org.narq2t.strategy.StrategySettings;
import org.narq2t.strategy.tiers.SamplingSettings.ConstraintCosts;
import org.narq2t.strategy.tiers.SamplingSettings.ConstraintFailure;
import org.narq2t.strategy.tiers.SamplingSettings.Mode;
import org.narq2t.strategy.tiers.SamplingSettings.Operators;
import org.narq2t.strategy.tiers.SamplingSettings.Thresholds;
import org.narq2t.strategy.tiers.SamplingSettings.Vertices;
import org.narq2t.tier.Divergence;

/**
 * How the search samples and selects (Algorithms 4 and 5, Sec. IV-A).
 *
 * @param split the training and validation sets
 * @param iterations T_s
 * @param sampleSize k, architectures per iteration
 * @param randomProportion p, share of them drawn from the whole space
 * @param top m, candidates per iteration
 * @param mode where constraints and operators come from
 * @param operators where operators come from in mode {@code statistics}
 * @param vertices how many vertices a cell is drawn with, where that is free
 * @param reuse R, how long constraints are kept
 * @param maxTrials samples tried again for one constraint
 * @param constraintFailure what happens to a sample that breaks its constraint
 * @param requireTop whether an iteration with fewer than {@code top} in tier 1 selects none
 * @param batchFactor theta of Algorithm 5
 * @param lastTier beta of Algorithm 5, from 2
 * @param divergence how two tiers are compared
 * @param constraints which costs constrain what is sampled; runs of earlier versions say nothing,
 *     and had both
 */
public record TiersSettings(
    SplitSettings split,
    int iterations,
    int sampleSize,
    double randomProportion,
    int top,
    Mode mode,
    Operators operators,
    Vertices vertices,
    int reuse,
    int maxTrials,
    ConstraintFailure constraintFailure,
    boolean requireTop,
    double batchFactor,
    int lastTier,
    double flopsThreshold,
    double parametersThreshold,
    double operatorsThreshold,
    Divergence divergence,
    ConstraintCosts constraints)
    implements StrategySettings, NeedsBenchmark {

  public TiersSettings {
    Impossible.unless(iterations >= 1, "iterations", iterations, "1 or more");
    Impossible.unlessWithin("sample_size", sampleSize, 1, 1_000_000);
    Impossible.unless(
        randomProportion >= 0 && randomProportion <= 1,
        "random_proportion",
        randomProportion,
        "0 to 1");
    Impossible.unless(
        top >= 1 && top <= sampleSize, "top", top, "1 to sample_size = " + sampleSize);
    Impossible.unless(reuse >= 1, "reuse", reuse, "1 or more");
    Impossible.unless(maxTrials >= 0, "max_trials", maxTrials, "0 or more");
    Impossible.unless(batchFactor >= 0 && batchFactor <= 1, "batch_factor", batchFactor, "0 to 1");
    Impossible.unless(lastTier >= 2, "last_tier", lastTier, "2 or more");
    requireThreshold("flops_threshold", flopsThreshold);
    requireThreshold("parameters_threshold", parametersThreshold);
    requireThreshold("operators_threshold", operatorsThreshold);
    constraints = constraints == null ? ConstraintCosts.BOTH : constraints;
  }

  private static void requireThreshold(String key, double value) {
    Impossible.unless(value >= 0, key, value, "0 or more");
  }

  @Override
  public int training() {
    return split.train();
  }

  @Override
  public int validation() {
    return split.validation();
  }

  @Override
  public String variant() {
    return KebabCaseEnums.spelling(mode);
  }

  @Override
  public int perIteration() {
    return top;
  }

  @Override
  public boolean variesVertices() {
    return vertices != Vertices.MAXIMUM;
  }

  @Override
  public List<String> sharing(int training, int validation, int shared) {
    return List.of(
        "strategy.split.train=" + training,
        "strategy.split.validation=" + validation,
        "strategy.iterations=" + shared);
  }

  @Override
  public void requireOf(PredictorSettings predictor, boolean limited) {
    if (!predictor.learns()) {
      throw Impossible.because(
          "predictor.type",
          "predictor.type cannot be none: the strategy searches by what a predictor learnt");
    }
  }

  @Override
  public int lookUps() {
    return beforeSearch() + iterations * top;
  }

  /** How one batch is sampled. */
  SamplingSettings sampling() {
    return new SamplingSettings(
        mode,
        operators,
        vertices,
        randomProportion,
        sampleSize,
        reuse,
        maxTrials,
        constraintFailure,
        new Thresholds(flopsThreshold, parametersThreshold, operatorsThreshold),
        batchFactor,
        lastTier,
        divergence,
        constraints);
  }

  /**
   * The loop.
   *
   * @param limited whether candidates must keep limits
   */
  SearchSettings loop(boolean limited) {
    return new SearchSettings(iterations, top, requireTop, limited);
  }
}
