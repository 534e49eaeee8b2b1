package org.narq2t.benchmark;

import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Split;

/**
 * The look-ups of one purpose and split.
 *
 * @param lookUps how many there were
 * @param architectures the distinct architectures, ascending
 */
public record QueryRecord(Purpose purpose, Split split, long lookUps, int[] architectures) {

  /** The number of distinct architectures. */
  public int distinct() {
    return architectures.length;
  }
}
