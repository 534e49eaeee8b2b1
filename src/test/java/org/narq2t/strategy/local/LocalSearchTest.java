package org.narq2t.strategy.local;

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

class LocalSearchTest {
  private static final Words WORDS = new Words();
  private static final int START = WORDS.indexOf("abcabc");
  private static final int STARTS = 2;

  /** Halves that are equal: a word and its like with halves exchanged are both neighbours. */
  @Test
  void allNeighboursOfTheBestStartAreTrained() {
    Ledger ledger = started();

    assertThat(next(ledger).stream().map(WORDS::representative))
        .containsExactlyInAnyOrderElementsOf(
            fresh(START).stream().map(WORDS::representative).distinct().toList())
        .hasSize(12 / 2);
  }

  @Test
  void goesOnFromTheBestNeighbour() {
    Ledger ledger = started();
    int[] round = next(ledger).stream().mapToInt(Integer::intValue).toArray();
    Ledgers.round(ledger, Purpose.SEARCH, round, 10, 20, 70, 61, 20, 10);

    List<Integer> around =
        Arrays.stream(WORDS.neighbours(round[2]))
            .map(WORDS::representative)
            .filter(
                key ->
                    key != WORDS.representative(START)
                        && Arrays.stream(round).noneMatch(w -> WORDS.representative(w) == key))
            .boxed()
            .toList();
    assertThat(next(ledger).stream().map(WORDS::representative))
        .containsExactlyInAnyOrderElementsOf(around);
  }

  @Test
  void beginsAnewWhereNoNeighbourIsBetter() {
    Ledger ledger = started();
    int[] round = next(ledger).stream().mapToInt(Integer::intValue).toArray();
    Ledgers.round(ledger, Purpose.SEARCH, round, 10, 20, 60, 59, Double.NaN, 10);

    assertThat(next(ledger)).hasSize(STARTS);

    int[] again = next(ledger).stream().mapToInt(Integer::intValue).toArray();
    Ledgers.round(ledger, Purpose.SEARCH, again, 30, 40); // worse than what is known, yet a start
    assertThat(next(ledger)).isSubsetOf(fresh(again[1])).isNotEmpty();
  }

  @Test
  void beginsAnewAfterAStartThatFailed() {
    Ledger ledger = new Ledger();
    Ledgers.round(ledger, Purpose.SEARCH, new int[] {START}, Double.NaN);

    assertThat(next(ledger)).hasSize(STARTS);
  }

  /** Of the small domain only the known neighbour is left around the start, and it is better. */
  @Test
  void climbsOverNeighboursThatAreKnown() {
    int better = WORDS.indexOf("abcabb");
    int beyond = WORDS.indexOf("abcaab");
    LocalSearch search = search(Members.of(sorted(START, better, beyond)), 100);
    Ledger ledger = new Ledger();
    Ledgers.round(ledger, Purpose.SEARCH, new int[] {better}, 70);
    Ledgers.round(ledger, Purpose.SEARCH, new int[] {START}, 60);

    assertThat(Ledgers.batch(search.ask(ledger).orElseThrow())).containsExactly(beyond);
  }

  @Test
  void aBatchEndsWhereTheQueriesDo() {
    assertThat(Ledgers.batch(search(Members.all(729), 4).ask(started()).orElseThrow())).hasSize(2);
  }

  /** Two starts, of which {@link #START} is the better. */
  private static Ledger started() {
    return Ledgers.round(
        new Ledger(), Purpose.SEARCH, new int[] {WORDS.indexOf("bbbbbb"), START}, 50, 60);
  }

  private static List<Integer> fresh(int word) {
    return Arrays.stream(WORDS.neighbours(word)).boxed().toList();
  }

  private static List<Integer> next(Ledger ledger) {
    return Ledgers.batch(search(Members.all(729), 1_000).ask(ledger).orElseThrow());
  }

  private static LocalSearch search(Members domain, int queries) {
    return new LocalSearch(
        Ledgers.problem(domain), new LocalSettings(queries, STARTS, true), new RandomStreams(1));
  }

  private static int[] sorted(int... words) {
    Arrays.sort(words);
    return words;
  }
}
