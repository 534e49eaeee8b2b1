package org.narq2t.strategy.tiers;

import java.util.List;
import java.util.stream.Stream;
import org.narq2t.constraint.Constraints;
import org.narq2t.ledger.Sampling;
import org.narq2t.ledger.Sampling.Decision;
import org.narq2t.tier.Selection;

/**
 * The architectures of one search iteration.
 *
 * @param architectures k of them, shuffled, repetitions possible
 * @param constrained how many were sampled under constraints; the others uniformly
 * @param rejected trials that were drawn and not kept
 * @param unknown how many of these are not in the space, or of no known result
 * @param violating how many were kept although they break the constraints
 * @param constraints the pairs that were in force, in order
 * @param selections what they were drawn from; no element for a random batch, else one
 */
public record SampledBatch(
    int[] architectures,
    int constrained,
    int rejected,
    int unknown,
    int violating,
    List<Constraints> constraints,
    List<Selections> selections) {

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
        selections.stream().flatMap(SampledBatch::decisions).toList());
  }

  private static Stream<Decision> decisions(Selections selections) {
    return Stream.of(
        decision("FLOPs", selections.flops()),
        decision("parameters", selections.parameters()),
        decision("operators", selections.operators()));
  }

  private static Decision decision(String quantity, Selection selection) {
    return new Decision(
        quantity, selection instanceof Selection.Distribution, selection.explanation().reason());
  }
}
