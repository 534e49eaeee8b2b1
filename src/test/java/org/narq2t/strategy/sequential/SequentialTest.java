package org.narq2t.strategy.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.narq2t.constraint.Constraint;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Split;
import org.narq2t.predictor.Scores;
import org.narq2t.space.Domain;
import org.narq2t.space.Members;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.Task;
import org.narq2t.strategy.Ledgers;
import org.narq2t.strategy.Problem;
import org.narq2t.strategy.Proposal;
import org.narq2t.strategy.WordPredictor;
import org.narq2t.strategy.Words;
import org.narq2t.strategy.sequential.SequentialSettings.Design;

class SequentialTest {
  private static final Words WORDS = new Words();
  private static final Domain ALL = Members.all(729);

  /** Scores of the number of letters c, no two words sure alike. */
  private static final WordPredictor COUNTS_C =
      new WordPredictor() {
        @Override
        public Scores predict(int[] words) {
          float[] score = new float[words.length];
          for (int i = 0; i < words.length; i++) {
            score[i] = Arrays.stream(WORDS.letters(words[i])).filter(letter -> letter == 2).count();
          }
          return new Scores(score, new float[words.length], new float[0], 0, new float[0]);
        }
      };

  @Test
  void designsThenFitsThenProposes() {
    Ledger ledger = new Ledger();
    Proposal.Evaluate design = (Proposal.Evaluate) ask(ALL, ledger);
    assertThat(design.purpose()).isEqualTo(Purpose.TRAINING);
    assertThat(design.batch()).hasSize(4).allMatch(proposed -> Float.isNaN(proposed.score()));

    round(ledger, Purpose.TRAINING, Ledgers.batch(design), 1, 2, 3, 4);
    assertThat(ask(ALL, ledger)).isInstanceOf(Proposal.Fit.class);

    ledger.fitted();
    Proposal.Evaluate search = (Proposal.Evaluate) ask(ALL, ledger);
    assertThat(search.purpose()).isEqualTo(Purpose.SEARCH);
    assertThat(search.sampling().sampled()).isEqualTo(378 - 4);

    round(ledger, Purpose.SEARCH, Ledgers.batch(search), 5, 6, 7);
    assertThat(ask(ALL, ledger)).as("once more is known").isInstanceOf(Proposal.Fit.class);
  }

  /** After cccccc come those with one letter less, in order: the first is accccc. */
  @Test
  void proposesTheBestFirstAndOfEqualOnesTheFirst() {
    Proposal.Evaluate search = (Proposal.Evaluate) ask(ALL, fitted(0, 1, 2, 3));

    assertThat(search.batch()).hasSize(3);
    assertThat(described(search)).containsExactly("cccccc", "accccc", "bccccc");
    assertThat(search.batch()).extracting(proposed -> proposed.score()).containsExactly(6f, 5f, 5f);
  }

  /** cccacc computes the same as acccc with its halves exchanged, which is known. */
  @Test
  void whatComputesTheSameAsAKnownOneIsNoCandidate() {
    Ledger ledger = fitted(WORDS.indexOf("cccccc"), WORDS.indexOf("cccacc"), 2, 3);

    assertThat(described((Proposal.Evaluate) ask(ALL, ledger)))
        .containsExactly("bccccc", "cacccc", "cbcccc");
  }

  @Test
  void aFailedTrainingOfTheDesignIsMadeUpFor() {
    Ledger ledger = new Ledger();
    round(ledger, Purpose.TRAINING, List.of(0, 1, 2, 3), 1, Double.NaN, 3, Double.NaN);

    Proposal.Evaluate more = (Proposal.Evaluate) ask(ALL, ledger);
    assertThat(more.purpose()).isEqualTo(Purpose.TRAINING);
    assertThat(more.batch()).hasSize(2);
  }

  @Test
  void theLastBatchEndsWhereTheQueriesDo() {
    Ledger ledger = fitted(0, 1, 2, 3);
    round(ledger, Purpose.SEARCH, List.of(4, 5, 6, 7, 8), 1, 2, 3, 4, 5);
    ledger.fitted();

    assertThat(((Proposal.Evaluate) ask(ALL, ledger)).batch()).hasSize(1);
    round(ledger, Purpose.SEARCH, List.of(9), 1);
    assertThat(sequential(Design.RANDOM, ALL).ask(ledger)).isEmpty();
  }

  /** 729 words by the sum of their letters: one of each quarter. */
  @Test
  void aDesignByStrataTakesOneOfEach() {
    int[] costs =
        IntStream.range(0, 729)
            .filter(word -> WORDS.representative(word) == word)
            .mapToLong(word -> WORDS.flops(word, null))
            .mapToInt(Math::toIntExact)
            .sorted()
            .toArray();
    Proposal.Evaluate design =
        (Proposal.Evaluate) sequential(Design.STRATA, ALL).ask(new Ledger()).orElseThrow();

    for (int stratum = 0; stratum < 4; stratum++) {
      long flops = WORDS.flops(design.batch().get(stratum).architecture(), null);
      assertThat(flops)
          .isBetween(
              (long) costs[stratum * costs.length / 4],
              (long) costs[(stratum + 1) * costs.length / 4 - 1]);
    }
  }

  /** The best known word has four letters c; two changes reach the best of all. */
  @Test
  void whereTheyCannotBeEnumeratedCandidatesGrowFromTheBest() {
    Ledger ledger = new Ledger();
    int best = WORDS.indexOf("acccac");
    round(ledger, Purpose.TRAINING, List.of(0, 1, 2, best), 1, 2, 3, 50);
    ledger.fitted();

    Proposal.Evaluate search = (Proposal.Evaluate) ask(Domain.endless(WORDS), ledger);
    assertThat(search.sampling().sampled()).isEqualTo(200);
    assertThat(described(search)).startsWith("cccccc");
  }

  /** cccccc is worth 6 - 0.5 * 4.6 for its chance of 1 in 100, and bccccc 5 - 0.5 * 0.7. */
  @Test
  void theChanceToKeepTheLimitsIsWeighed() {
    Map<String, Double> chances = Map.of("cccccc", .01, "accccc", 0.0, "bccccc", .5);
    Constraint limits =
        new Constraint() {
          @Override
          public Domain domain(Ledger ledger) {
            return Members.of(0, 1);
          }

          @Override
          public Domain possible(Ledger ledger) {
            return ALL;
          }

          @Override
          public double[] chances(Ledger ledger, int[] words) {
            return Arrays.stream(words)
                .mapToDouble(word -> chances.getOrDefault(WORDS.describe(word), 1e-4))
                .toArray();
          }
        };

    Sequential strategy = sequential(Design.RANDOM, limits);
    Proposal.Evaluate search = (Proposal.Evaluate) strategy.ask(fitted(0, 1, 2, 3)).orElseThrow();
    assertThat(described(search)).startsWith("bccccc", "cccccc");
    Proposal.Evaluate design = (Proposal.Evaluate) strategy.ask(new Ledger()).orElseThrow();
    assertThat(Ledgers.batch(design)).as("nothing is known yet").containsExactlyInAnyOrder(0, 1);
  }

  private static List<String> described(Proposal.Evaluate proposal) {
    return Ledgers.batch(proposal).stream().map(WORDS::describe).toList();
  }

  private static Ledger fitted(Integer... known) {
    Ledger ledger = new Ledger();
    round(ledger, Purpose.TRAINING, List.of(known), 1, 2, 3, 4);
    ledger.fitted();
    return ledger;
  }

  private static void round(
      Ledger ledger, Purpose purpose, List<Integer> words, double... accuracies) {
    Ledgers.round(
        ledger, purpose, words.stream().mapToInt(Integer::intValue).toArray(), accuracies);
  }

  private static Proposal ask(Domain domain, Ledger ledger) {
    return sequential(Design.RANDOM, domain).ask(ledger).orElseThrow();
  }

  private static Sequential sequential(Design design, Domain domain) {
    return sequential(design, Constraint.none(domain));
  }

  private static Sequential sequential(Design design, Constraint constraint) {
    return new Sequential(
        new Problem(WORDS, Task.CIFAR10, Split.VALIDATION, constraint),
        COUNTS_C,
        new SequentialSettings(
            10,
            4,
            design,
            3,
            Acquisition.UPPER_CONFIDENCE_BOUND,
            Acquisition.UPPER_CONFIDENCE_BOUND,
            1,
            0.5,
            0.2,
            200,
            1,
            true),
        new RandomStreams(3));
  }
}
