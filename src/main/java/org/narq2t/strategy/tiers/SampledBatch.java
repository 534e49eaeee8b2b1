package org.narq2t.strategy.tiers;

import java.util.List;
import java.util.stream.Stream;
import org.narq2t.constraint.Constraints;
import org.narq2t.ledger.Sampling;
import org.narq2t.ledger.Sampling.Decision;
import org.narq2t.tier.SamplingDistribution;

/**
 * The architectures of one search iteration.
 *
 * @param architectures k of them, shuffled, repetitions possible
 * @param constrained how many were sampled under constraints; the others uniformly
 * @param rejected trials that were drawn and not kept
 * @param unknown how many of these are not in the space, or of no known result
 * @param violating how many were kept although they break the constraints
 * @param constraints the pairs that were in force, in order
 * @param distributions what they were drawn from; no element for a random batch, else one
 */
public record SampledBatch(
    int[] architectures,
    int constrained,
    int rejected,
    int unknown,
    int violating,
    List<Constraints> constraints,
    List<SamplingDistributions> distributions) {

  /**
   * What a record of the run keeps of it.
   *
   * @param statistics position of the tier statistics that were used, -1 without
   * @param topTier how many were predicted to be in the top tier
   */
  Sampling summary(int statistics, int topTier) {
    return new Sampling(
        statistics,
        architectures.length,
        constrained,
        rejected,
        unknown,
        violating,
        topTier,
        distributions.stream().flatMap(SampledBatch::decisions).toList());
  }

  private static Stream<Decision> decisions(SamplingDistributions distributions) {
    return Stream.of(
        decision("FLOPs", distributions.flops()),
        decision("parameters", distributions.parameters()),
        decision("operators", distributions.operators()));
  }

  private static Decision decision(String quantity, SamplingDistribution distribution) {
    return new Decision(
        quantity,
        distribution instanceof SamplingDistribution.Weighted,
        distribution.explanation().reason());
  }
}
