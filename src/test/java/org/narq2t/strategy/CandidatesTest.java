package org.narq2t.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.narq2t.constraint.Constraint;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Split;
import org.narq2t.space.Domain;
import org.narq2t.space.Members;
import org.narq2t.space.Task;

class CandidatesTest {
  private static final Words WORDS = new Words();
  private static final int BROKEN = WORDS.indexOf("abcccc");
  private static final int SAME = WORDS.indexOf("cccabc"); // its halves exchanged
  private static final int KEPT = WORDS.indexOf("aaabbb");
  private static final int SAME_AS_KEPT = WORDS.indexOf("bbbaaa");

  /**
   * All words may keep the limits; abcccc turned out not to. The cautious look at words below 9.
   */
  private static final Constraint LIMITS =
      new Constraint() {
        @Override
        public Domain domain(Ledger ledger) {
          return Members.all(9);
        }

        @Override
        public Domain possible(Ledger ledger) {
          return Members.all(729);
        }

        @Override
        public boolean keeps(Ledger ledger, int word) {
          return word != BROKEN;
        }
      };

  private static Candidates possible() {
    Ledger ledger = new Ledger();
    Ledgers.round(ledger, Purpose.TRAINING, new int[] {BROKEN, KEPT}, 50, 60);
    return Candidates.possible(
        new Problem(WORDS, Task.CIFAR10, Split.VALIDATION, LIMITS), ledger, true);
  }

  @Test
  void whatComputesTheSameAsOneThatBrokeALimitIsStillACandidate() {
    assertThat(possible().contains(SAME)).isTrue();
    assertThat(possible().contains(BROKEN)).isFalse();
    assertThat(possible().contains(SAME_AS_KEPT)).isFalse();
  }

  /** 729 without the one that broke a limit, and the two words of the one that kept them. */
  @Test
  void everyWordIsListedWhereItMayRunOtherwise() {
    assertThat(possible().every().orElseThrow()).hasSize(726).contains(SAME);
    assertThat(possible().take(BROKEN)).isFalse();
  }

  @Test
  void whoWeighsNoChancesLooksAtWhatIsPredictedToKeepThem() {
    Candidates cautious =
        new Candidates(
            new Problem(WORDS, Task.CIFAR10, Split.VALIDATION, LIMITS), new Ledger(), false);
    assertThat(cautious.all().orElseThrow()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
  }
}
