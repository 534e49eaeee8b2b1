package org.narq2t.strategy.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Purpose;
import org.narq2t.space.Members;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.Ledgers;
import org.narq2t.strategy.Words;

class RegularisedEvolutionTest {
  private static final Words WORDS = new Words();
  private static final int OLDEST = WORDS.indexOf("aaaaaa");
  private static final int WORSE = WORDS.indexOf("bbbbbb");
  private static final int BETTER = WORDS.indexOf("cccccc");

  @Test
  void beginsWithARandomPopulation() {
    assertThat(child(new Ledger(), 1, 5)).hasSize(2);
  }

  /** Three were trained, two live; the first is dead though it is the best by far. */
  @Test
  void theOldestDiesHoweverGoodItIs() {
    Ledger ledger = trained(99, 50, 60);
    for (int seed = 0; seed < 100; seed++) {
      assertThat(child(ledger, seed, 100)).hasSize(1).doesNotContainAnyElementsOf(near(OLDEST));
    }
  }

  /** A tournament of two, drawn with replacement from two: the better wins three of four. */
  @Test
  void theBetterOfATournamentIsTheParent() {
    Ledger ledger = trained(99, 50, 60);
    int ofBetter = 0;
    for (int seed = 0; seed < 400; seed++) {
      int child = child(ledger, seed, 100).get(0);
      assertThat(near(BETTER).contains(child)).isNotEqualTo(near(WORSE).contains(child));
      ofBetter += near(BETTER).contains(child) ? 1 : 0;
    }
    assertThat(ofBetter).isBetween(260, 340); // 300, and more than four deviations of 8.7
  }

  @Test
  void aFailedTrainingWinsOnlyAgainstItself() {
    Ledger ledger = trained(99, Double.NaN, 1);
    int ofBetter = 0;
    for (int seed = 0; seed < 400; seed++) {
      ofBetter += near(BETTER).contains(child(ledger, seed, 100).get(0)) ? 1 : 0;
    }
    assertThat(ofBetter).isBetween(260, 340);
  }

  @Test
  void endsWhenTheQueriesAreSpent() {
    assertThat(evolution(1, 3).ask(trained(1, 2, 3))).isEmpty();
  }

  private static Ledger trained(double oldest, double worse, double better) {
    return Ledgers.round(
        new Ledger(), Purpose.SEARCH, new int[] {OLDEST, WORSE, BETTER}, oldest, worse, better);
  }

  private static List<Integer> near(int word) {
    return Arrays.stream(WORDS.neighbours(word)).boxed().toList();
  }

  private static List<Integer> child(Ledger ledger, long seed, int queries) {
    return Ledgers.batch(evolution(seed, queries).ask(ledger).orElseThrow());
  }

  private static RegularisedEvolution evolution(long seed, int queries) {
    return new RegularisedEvolution(
        Ledgers.problem(Members.all(729)),
        new EvolutionSettings(queries, 2, 2, 1, true),
        new RandomStreams(seed));
  }
}
