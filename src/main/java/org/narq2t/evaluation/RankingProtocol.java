package org.narq2t.evaluation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.narq2t.configuration.KebabCaseEnums;
import org.narq2t.ledger.Ledger;
import org.narq2t.space.TorchPermutation;

/**
 * On which architectures the ranking of a predictor is judged: published correlations were computed
 * on different ones, and are comparable with one's own on the same only (docs/adr/0026).
 */
public enum RankingProtocol {

  /**
   * As the paper's: the whole space, or the next ones of the data split behind those learnt from.
   */
  PAPER,

  /**
   * Only what the run looked up nothing of: neither an architecture itself nor one that computes
   * the same.
   */
  HELD_OUT,

  /** As NAR-Former and NN-Former: all architectures, those that were learnt from included. */
  NAR_FORMER,

  /** As PINAT: the same architectures; it has no validation set and takes the last epoch. */
  PINAT,

  /** As FlowerFormer: half of the architectures, of which none is learnt from. */
  FLOWERFORMER;

  /** The name in configurations and studies. */
  public String key() {
    return KebabCaseEnums.spelling(this);
  }

  /** The most architectures that can be looked up before too few are left to judge on. */
  public int mostLookUps(int known) {
    return switch (this) {
      case HELD_OUT -> known - 2;
      case FLOWERFORMER -> known - known / 2;
      case PAPER, NAR_FORMER, PINAT -> known;
    };
  }

  /**
   * The architectures that a finished run is judged on, in a random order where they are drawn.
   *
   * @param beforeSearch look-ups before the search, which the paper's data split begins with
   * @param heldOut how many; 0 for all that there are
   * @param seed of the order in which they are drawn
   */
  public int[] judged(Oracle oracle, Ledger ledger, int beforeSearch, int heldOut, long seed) {
    int[] known = oracle.known();
    return switch (this) {
      case NAR_FORMER, PINAT -> known;
      case PAPER ->
          heldOut == 0 ? known : shuffled(known, seed).skip(beforeSearch).limit(heldOut).toArray();
      case HELD_OUT -> {
        IntPredicate unseen = unseen(oracle, ledger);
        yield heldOut == 0
            ? Arrays.stream(known).filter(unseen).toArray()
            : shuffled(known, seed).filter(unseen).limit(heldOut).toArray();
      }
      case FLOWERFORMER ->
          shuffled(known, seed).filter(a -> !ledger.isPaid(a)).limit(known.length / 2).toArray();
    };
  }

  private static IntStream shuffled(int[] known, long seed) {
    return Arrays.stream(TorchPermutation.of(known.length, seed)).map(place -> known[place]);
  }

  private static IntPredicate unseen(Oracle oracle, Ledger ledger) {
    BitSet seen = new BitSet();
    Arrays.stream(ledger.paid()).map(oracle::representative).forEach(seen::set);
    return architecture -> !seen.get(oracle.representative(architecture));
  }
}
