package org.narq2t.evaluation;

import org.narq2t.configuration.Impossible;

/**
 * How the ranking is judged after the search.
 *
 * @param protocol on which architectures Kendall's tau and the tiers are computed; {@code paper} in
 *     records of the time before there were others
 * @param heldOut how many architectures these are, which nothing was learnt from (Fig. 8); 0 for
 *     all that the protocol has
 */
public record EvaluationSettings(RankingProtocol protocol, int heldOut) {

  /** The whole space. */
  public static final EvaluationSettings WHOLE_SPACE =
      new EvaluationSettings(RankingProtocol.PAPER, 0);

  public EvaluationSettings {
    protocol = protocol == null ? RankingProtocol.PAPER : protocol;
    Impossible.unless(
        heldOut == 0 || heldOut >= 2, "held_out", heldOut, "0 for the whole space, or 2 or more");
    Impossible.unless(
        heldOut == 0 || protocol == RankingProtocol.PAPER || protocol == RankingProtocol.HELD_OUT,
        "held_out",
        heldOut,
        "0: protocol %s says how many it judges".formatted(protocol.key()));
  }
}
