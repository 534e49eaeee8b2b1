package org.narq2t.strategy.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.narq2t.ledger.Ledger;
import org.narq2t.space.Members;
import org.narq2t.strategy.Candidates;
import org.narq2t.strategy.Ledgers;
import org.narq2t.strategy.Words;

class PoolTest {
  private static final Words WORDS = new Words();

  /** Words 1 and 27 compute the same, and so do 2 and 54. */
  @Test
  void ofThoseThatComputeTheSameTheLikeliestIsTheCandidate() {
    assertThat(WORDS.representative(27)).isEqualTo(1);
    assertThat(WORDS.representative(54)).isEqualTo(2);
    Candidates candidates = new Candidates(Ledgers.problem(Members.all(729)), new Ledger(), true);

    Pool pool = Pool.of(new int[] {1, 2, 3, 27, 54}, new double[] {.2, .4, .1, .3, .4}, candidates);

    assertThat(pool.architectures()).as("of equal ones the first").containsExactly(2, 3, 27);
    assertThat(pool.chances()).containsExactly(.4, .1, .3);
    assertThat(pool.size()).isEqualTo(3);
  }
}
