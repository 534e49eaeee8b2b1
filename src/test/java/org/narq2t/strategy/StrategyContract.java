package org.narq2t.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.narq2t.constraint.Constraint;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.ledger.Budget;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Round;
import org.narq2t.ledger.Split;
import org.narq2t.loop.Loops;
import org.narq2t.loop.MemoryFolder;
import org.narq2t.predictor.Predictor;
import org.narq2t.space.Domain;
import org.narq2t.space.Members;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.Task;

/** What every strategy keeps, ours and a stranger's. */
public abstract class StrategyContract {
  private static final int QUERIES = 16;
  private static final Words WORDS = new Words();
  private static final Evaluator RESULTS = new WordResults();

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  /**
   * A new strategy, as a new process would make it.
   *
   * @param problem on {@link Words}
   * @param predictor that it may ask
   * @param queries most architectures that it may have trained
   */
  protected abstract Strategy strategy(
      Problem problem, Predictor predictor, int queries, RandomStreams streams);

  /** What may be looked at. */
  enum Permitted {
    /** All words. */
    ENUMERATED(ledger -> Members.all(WORDS.cardinality().getAsInt())),
    /** All words, which can only be drawn. */
    ENDLESS(ledger -> Domain.endless(WORDS)),
    /** Words that end in a; once ten are known, also those that end in b. */
    GROWING(
        ledger ->
            Members.all(WORDS.cardinality().getAsInt())
                .where(word -> word % 3 <= (ledger.spent() < 10 ? 0 : 1)));

    private final Problem problem;

    Permitted(Constraint constraint) {
      this.problem = new Problem(WORDS, Task.CIFAR10, Split.VALIDATION, constraint);
    }
  }

  @ParameterizedTest
  @EnumSource(Permitted.class)
  void nothingIsProposedTwice(Permitted permitted) {
    List<Integer> observed =
        run(permitted, Budget.UNLIMITED, "run").observations().stream()
            .map(Observation::architecture)
            .toList();
    assertThat(observed).doesNotHaveDuplicates().isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(Permitted.class)
  void asManyAsAreWantedAreTrainedAndNoMore(Permitted permitted) {
    assertThat(run(permitted, Budget.UNLIMITED, "run").spent()).isEqualTo(QUERIES);
  }

  @ParameterizedTest
  @EnumSource(Permitted.class)
  void onlyWhatMayBeLookedAtIsProposed(Permitted permitted) {
    Ledger replayed = new Ledger();
    for (Round round : run(permitted, Budget.UNLIMITED, "run").rounds()) {
      Domain domain = permitted.problem.constraint().domain(replayed);
      assertThat(round.proposed()).allMatch(proposed -> domain.contains(proposed.architecture()));
      replayed.begin(round.purpose(), round.proposed(), round.sampling());
      replayed.add(round.observations());
    }
  }

  /** All that is left is proposed, and then nothing: the run ends. */
  @Test
  void aSmallDomainIsUsedUp() {
    Domain domain = Members.of(4, 8, 15, 16, 23, 42);
    Problem problem = new Problem(WORDS, Task.CIFAR10, Split.VALIDATION, Constraint.none(domain));
    try (Predictor predictor = new WordPredictor()) {
      Ledger ledger =
          Loops.run(
              WORDS,
              strategy(problem, predictor, QUERIES, new RandomStreams(1)),
              predictor,
              RESULTS,
              Budget.UNLIMITED,
              folder);
      assertThat(ledger.paid()).containsExactly(4, 8, 15, 16, 23, 42);
    }
  }

  @ParameterizedTest
  @EnumSource(Permitted.class)
  void theSameSeedGivesTheSameRunAndAnotherSeedAnother(Permitted permitted) {
    assertThat(run(permitted, Budget.UNLIMITED, "one").rounds())
        .isEqualTo(run(permitted, Budget.UNLIMITED, "same").rounds());
    Function<Predictor, Strategy> other =
        predictor -> strategy(permitted.problem, predictor, QUERIES, new RandomStreams(2));
    assertThat(run(other, Budget.UNLIMITED, folder.resolve("other")).rounds())
        .isNotEqualTo(run(permitted, Budget.UNLIMITED, "one").rounds());
  }

  /** A strategy keeps nothing between two questions, so a question changes no other's answer. */
  @ParameterizedTest
  @EnumSource(Permitted.class)
  void aQuestionAskedTwiceHasOneAnswer(Permitted permitted) {
    Function<Predictor, Strategy> twice =
        predictor -> {
          Strategy asked = strategy(permitted.problem, predictor, QUERIES, new RandomStreams(1));
          return ledger -> {
            assertThat(asked.ask(ledger)).isEqualTo(asked.ask(ledger));
            return asked.ask(ledger);
          };
        };
    assertThat(run(twice, Budget.UNLIMITED, folder.resolve("twice")).rounds())
        .isEqualTo(run(permitted, Budget.UNLIMITED, "once").rounds());
  }

  @ParameterizedTest
  @EnumSource(Permitted.class)
  void killedAtAnyMomentARunEndsAsIfNothingHadHappened(Permitted permitted) {
    killEverywhere(permitted, Budget.UNLIMITED, permitted == Permitted.ENUMERATED ? 1 : 3);
  }

  /** The budget is spent within a batch. */
  @Test
  void soItDoesUnderABudget() {
    Budget budget = Budget.ofQueries(QUERIES - 3);
    assertThat(run(Permitted.ENUMERATED, budget, "budget").spent()).isEqualTo(QUERIES - 3);
    killEverywhere(Permitted.ENUMERATED, budget, 2);
  }

  /**
   * Kills runs at moments that lie so far apart. Three moments follow each other around an
   * observation or a question, so in a few rounds each kind is met.
   */
  private void killEverywhere(Permitted permitted, Budget budget, int apart) {
    List<Round> expected = run(permitted, budget, "whole").rounds();
    boolean killed = true;
    int moments = 0;
    for (int moment = 0; killed; moment += apart) {
      Path kept = folder.resolve("killed-at-" + moment);
      killed = killedAt(moment, permitted, budget, kept);
      List<Round> actual =
          run(p -> strategy(permitted.problem, p, QUERIES, new RandomStreams(1)), budget, kept)
              .rounds();
      assertThat(actual).as("killed at moment %d", moment).isEqualTo(expected);
      moments += apart;
    }
    int observed = expected.stream().mapToInt(round -> round.observations().size()).sum();
    assertThat(moments).isGreaterThan(2 * observed);
  }

  /** Runs until it is killed; false if it ends before. */
  private boolean killedAt(int moment, Permitted permitted, Budget budget, Path where) {
    Killing killing = new Killing(moment);
    try (Predictor predictor = killing.around(new WordPredictor())) {
      Loops.run(
          WORDS,
          killing.around(strategy(permitted.problem, predictor, QUERIES, new RandomStreams(1))),
          predictor,
          killing.around(RESULTS),
          budget,
          where);
      return false;
    } catch (Killing.Killed e) {
      return true;
    }
  }

  private Ledger run(Permitted permitted, Budget budget, String name) {
    return run(
        predictor -> strategy(permitted.problem, predictor, QUERIES, new RandomStreams(1)),
        budget,
        folder.resolve(name));
  }

  private static Ledger run(Function<Predictor, Strategy> strategy, Budget budget, Path where) {
    try (Predictor predictor = new WordPredictor()) {
      return Loops.run(WORDS, strategy.apply(predictor), predictor, RESULTS, budget, where);
    }
  }
}
