package org.narq2t.strategy.tiers;

import org.narq2t.constraint.Constraints;
import org.narq2t.tier.DistributionSelection;
import org.narq2t.tier.Divergence;

/**
 * How one batch of a search iteration is sampled (Algorithms 4 and 5).
 *
 * @param mode where constraints and operators come from
 * @param operators where operators come from in mode STATISTICS
 * @param vertices how many vertices a cell is drawn with, where that is free
 * @param randomProportion p, the share drawn from the whole space, 0 to 1
 * @param sampleSize k, architectures per iteration
 * @param reuseLimit R, how long a pair of constraints is kept, see {@link ConstraintFailure}
 * @param maxTrials how often an architecture is drawn again after it broke the constraints
 * @param onFailure what happens to architectures that break the constraints
 * @param thresholds zeta
 * @param batchFactor theta
 * @param tierIndex beta, counted from 1
 * @param divergence between tiers
 * @param constraints which costs constrain what is sampled
 */
public record SamplingSettings(
    Mode mode,
    Operators operators,
    Vertices vertices,
    double randomProportion,
    int sampleSize,
    int reuseLimit,
    int maxTrials,
    ConstraintFailure onFailure,
    Thresholds thresholds,
    double batchFactor,
    int tierIndex,
    Divergence divergence,
    ConstraintCosts constraints) {

  /** Where constraints and operators come from. */
  public enum Mode {
    /** The whole batch uniformly from the space; no statistics needed. */
    RANDOM,
    /** Distributions selected by Algorithm 5. */
    STATISTICS,
    /** Always the intervals, operators uniformly: the authors' setting for NAS-Bench-201. */
    UNIFORM
  }

  /** Where the operators of sampled architectures come from. */
  public enum Operators {
    /**
     * The statistics of the top tier, by Algorithm 5: the paper, and the authors' NAS-Bench-201.
     */
    TOP_TIER,
    /** All equally likely: the authors' code for NAS-Bench-101. */
    UNIFORM
  }

  /** How many vertices a NAS-Bench-101 cell is drawn with, before it is pruned. */
  public enum Vertices {
    /** As released: any number from the smallest to the largest cell of the batch. */
    BATCH_INTERVAL,
    /** As printed: the most there can be, 7. */
    MAXIMUM
  }

  /** Which costs constrain what is sampled (Table VIII). */
  public enum ConstraintCosts {
    BOTH,
    FLOPS,
    PARAMETERS;

    boolean allow(Constraints drawn, long flops, long parameters) {
      return (this == PARAMETERS || flops <= drawn.flops())
          && (this == FLOPS || parameters <= drawn.parameters());
    }
  }

  /** The treatment of an architecture that breaks the constraints. */
  public enum ConstraintFailure {
    /**
     * As released: draw again up to {@code maxTrials} times, then keep the last although it breaks
     * them. Constraints are renewed after every R accepted architectures.
     */
    KEEP_LAST,
    /** As printed: reject it. Constraints are renewed after every R trials. */
    RESAMPLE
  }

  /** Thresholds zeta of the divergence for FLOPs, parameters and operators. */
  public record Thresholds(double flops, double parameters, double operators) {}

  /** The authors' configuration for NAS-Bench-201. */
  public static final SamplingSettings AS_RELEASED =
      new SamplingSettings(
          Mode.UNIFORM,
          Operators.TOP_TIER,
          Vertices.BATCH_INTERVAL,
          0.5,
          128,
          25,
          100,
          ConstraintFailure.KEEP_LAST,
          new Thresholds(0.35, 0.3, 1.5),
          0.1,
          4,
          Divergence.SOFTMAX_COUNTS_MEAN,
          ConstraintCosts.BOTH);

  /** Sec. IV-A; the threshold for operators, which the paper leaves out, is that of the others. */
  public static final SamplingSettings AS_PRINTED =
      new SamplingSettings(
          Mode.UNIFORM,
          Operators.TOP_TIER,
          Vertices.MAXIMUM,
          0.5,
          128,
          25,
          100,
          ConstraintFailure.RESAMPLE,
          new Thresholds(2.5, 2.5, 2.5),
          0.1,
          4,
          Divergence.PROBABILITIES,
          ConstraintCosts.BOTH);

  /**
   * @throws IllegalArgumentException if a number is outside its range
   */
  public SamplingSettings {
    if (!(randomProportion >= 0 && randomProportion <= 1)) {
      throw new IllegalArgumentException(
          "the random proportion is 0 to 1, not " + randomProportion);
    }
    if (sampleSize < 1 || reuseLimit < 1 || maxTrials < 0) {
      throw new IllegalArgumentException(
          "sample size and reuse limit are at least 1, max trials at least 0, not %d, %d, %d"
              .formatted(sampleSize, reuseLimit, maxTrials));
    }
  }

  /** The number of architectures that are sampled under constraints: floor(k (1 - p)). */
  public int constrainedSize() {
    return mode == Mode.RANDOM ? 0 : (int) (sampleSize * (1 - randomProportion));
  }

  DistributionSelection selection(double threshold) {
    return new DistributionSelection(batchFactor, tierIndex, threshold, divergence);
  }
}
