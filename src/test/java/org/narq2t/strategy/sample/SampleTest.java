package org.narq2t.strategy.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Purpose;
import org.narq2t.space.Members;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.Ledgers;
import org.narq2t.strategy.Proposal;

/** Drawn once to learn from, once to choose by, fitted once. */
class SampleTest {
  private static final Sample SAMPLE =
      new Sample(
          Ledgers.problem(Members.all(729)), new SampleSettings(20, 5), new RandomStreams(1));

  private static Ledger with(Ledger ledger, Proposal proposal) {
    int[] words = Ledgers.batch(proposal).stream().mapToInt(Integer::intValue).toArray();
    return Ledgers.round(
        ledger, ((Proposal.Evaluate) proposal).purpose(), words, new double[words.length]);
  }

  @Test
  void learnsFromOneSetChoosesByAnotherAndIsFittedOnce() {
    Ledger ledger = new Ledger();
    with(ledger, SAMPLE.ask(ledger).orElseThrow());
    with(ledger, SAMPLE.ask(ledger).orElseThrow());

    assertThat(ledger.architectures(Purpose.TRAINING)).hasSize(20).doesNotHaveDuplicates();
    assertThat(ledger.architectures(Purpose.TIER_VALIDATION)).hasSize(5);
    assertThat(ledger.spent()).isEqualTo(25);
    assertThat(SAMPLE.ask(ledger)).contains(new Proposal.Fit());
    ledger.fitted();
    assertThat(SAMPLE.ask(ledger)).isEmpty();
  }

  @Test
  void withoutAValidationSetTheFitFollowsAtOnce() {
    Sample plain =
        new Sample(
            Ledgers.problem(Members.all(729)), new SampleSettings(20, 0), new RandomStreams(1));
    Ledger ledger = new Ledger();
    with(ledger, plain.ask(ledger).orElseThrow());
    assertThat(plain.ask(ledger)).contains(new Proposal.Fit());
  }
}
