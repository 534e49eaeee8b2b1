package org.narq2t.ledger;

import java.util.List;

/**
 * How a strategy came to a batch: what it looked through.
 *
 * @param statistics position of the tier statistics that were used, -1 without
 * @param sampled architectures that were scored
 * @param constrained how many of them were sampled under constraints
 * @param rejected trials that were drawn and not kept
 * @param unknown how many of these are not in the space, or of no known result
 * @param violating how many were kept although they break their constraints
 * @param topTier how many were predicted to be in the top tier
 * @param decisions of Algorithm 5, for FLOPs, parameters and operators
 */
public record Sampling(
    int statistics,
    int sampled,
    int constrained,
    int rejected,
    int unknown,
    int violating,
    int topTier,
    List<Decision> decisions) {

  /** A batch that was not chosen from scored ones. */
  public static final Sampling NONE = ofPool(0, 0);

  /** A batch chosen from a pool of scored architectures. */
  public static Sampling ofPool(int scored, int topTier) {
    return new Sampling(-1, scored, 0, 0, 0, 0, topTier, List.of());
  }

  /**
   * The decision of Algorithm 5 on one quantity: its distribution is kept, or only its interval.
   */
  public record Decision(String quantity, boolean distribution, String reason) {}
}
