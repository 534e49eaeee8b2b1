package org.narq2t.strategy.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Purpose;
import org.narq2t.space.Members;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.Ledgers;
import org.narq2t.strategy.Proposal;
import org.narq2t.strategy.Words;

class RandomStrategyTest {
  private static final Words WORDS = new Words();

  @Test
  void withoutReplacementEveryWordComesOnce() {
    assertThat(all(false).spent()).isEqualTo(729);
  }

  /** 27 words of equal halves, and half of the 702 others. */
  @Test
  void ofWordsThatComputeTheSameOneComes() {
    Ledger ledger = all(true);
    assertThat(Arrays.stream(ledger.paid()).map(WORDS::representative).distinct())
        .hasSize(ledger.spent())
        .hasSize(27 + 702 / 2);
  }

  private static Ledger all(boolean merge) {
    RandomStrategy search =
        new RandomStrategy(
            Ledgers.problem(Members.all(729)),
            new RandomSettings(10_000, 100, merge),
            new RandomStreams(1));
    Ledger ledger = new Ledger();
    for (Optional<Proposal> next = search.ask(ledger);
        next.isPresent();
        next = search.ask(ledger)) {
      int[] batch = Ledgers.batch(next.get()).stream().mapToInt(Integer::intValue).toArray();
      Ledgers.round(ledger, Purpose.SEARCH, batch, new double[batch.length]);
    }
    return ledger;
  }
}
