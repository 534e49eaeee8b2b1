package org.narq2t.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.constraint.Constraint;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.ledger.Budget;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Round;
import org.narq2t.ledger.Split;
import org.narq2t.predictor.Predictor;
import org.narq2t.space.Members;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.Task;
import org.narq2t.strategy.FinalTrainings;
import org.narq2t.strategy.Problem;
import org.narq2t.strategy.Strategy;
import org.narq2t.strategy.WordPredictor;
import org.narq2t.strategy.WordResults;
import org.narq2t.strategy.Words;
import org.narq2t.strategy.sequential.Acquisition;
import org.narq2t.strategy.sequential.Sequential;
import org.narq2t.strategy.sequential.SequentialSettings;

/** A search of 24 words, eight of them drawn, by four workers. */
class ConcurrentRoundsTest {
  private static final int QUERIES = 24;
  private static final int WORKERS = 4;
  private static final Words WORDS = new Words();
  private static final WordResults RESULTS = new WordResults();

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private static Strategy search(Predictor predictor) {
    SequentialSettings settings =
        new SequentialSettings(
            QUERIES,
            8,
            SequentialSettings.Design.RANDOM,
            1,
            Acquisition.UPPER_CONFIDENCE_BOUND,
            Acquisition.EXPECTED_IMPROVEMENT,
            1.5,
            1,
            0.2,
            1_000,
            10,
            true);
    Problem problem =
        new Problem(
            WORDS,
            Task.CIFAR10,
            Split.VALIDATION,
            Constraint.none(Members.all(WORDS.cardinality().getAsInt())));
    return new Sequential(problem, predictor, settings, new RandomStreams(1));
  }

  private Ledger run(Evaluator evaluator, Budget budget, int workers) {
    Predictor predictor = new WordPredictor();
    return run(search(predictor), predictor, evaluator, budget, workers);
  }

  private Ledger run(
      Strategy strategy, Predictor predictor, Evaluator evaluator, Budget budget, int workers) {
    try (Loop loop =
        new Loop(strategy, predictor, evaluator, budget, Loops.SILENT, folder, "toy", WORDS)) {
      loop.run(workers);
      return loop.history().ledger();
    }
  }

  private static List<Integer> words(Ledger ledger) {
    return ledger.observations().stream().map(Observation::architecture).toList();
  }

  /** Each waits for three others: with fewer workers than four, or more, none would end. */
  @Test
  void soManyAsThereAreWorkersAreEvaluatedAtOnce() {
    CyclicBarrier four = new CyclicBarrier(WORKERS);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Ledger ledger =
        run(
            (batch, purpose, sink) -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              await(four);
              RESULTS.evaluate(batch, purpose, sink);
              now.decrementAndGet();
            },
            Budget.UNLIMITED,
            WORKERS);

    assertThat(most).hasValue(WORKERS);
    assertThat(words(ledger)).hasSize(QUERIES).doesNotHaveDuplicates();
  }

  /**
   * The first of the design that begins ends when all others of it have; the last of these is on
   * its way then, and may be heard after it.
   */
  @Test
  void roundsAreInTheOrderOfTheirEndsAndHoldOneEach() {
    AtomicInteger slow =
        new AtomicInteger(-1); // two begin at once: the first need not be the first asked
    CountDownLatch others = new CountDownLatch(7);
    Ledger ledger =
        run(
            (batch, purpose, sink) -> {
              boolean first = slow.compareAndSet(-1, batch.get(0).architecture());
              if (first) {
                await(others);
              }
              RESULTS.evaluate(batch, purpose, sink);
              if (!first) {
                others.countDown();
              }
            },
            Budget.UNLIMITED,
            2);

    assertThat(ledger.rounds()).allMatch(round -> round.proposed().size() == 1);
    assertThat(ledger.rounds()).allMatch(round -> round.observations().size() == 1);
    assertThat(ledger.rounds()).extracting(Round::number).doesNotHaveDuplicates();
    assertThat(words(ledger)).hasSize(QUERIES).doesNotHaveDuplicates();
    assertThat(words(ledger).indexOf(slow.get())).isGreaterThanOrEqualTo(6);
  }

  /** Gives so many results, and then nothing but a failure. */
  private static Evaluator killedAfter(int results) {
    AtomicInteger left = new AtomicInteger(results);
    return (batch, purpose, sink) -> {
      if (left.getAndDecrement() <= 0) {
        throw new IllegalStateException("the end");
      }
      RESULTS.evaluate(batch, purpose, sink);
    };
  }

  /** Killed again and again: what was asked for is taken up, nothing is lost or counted twice. */
  @Test
  void anInterruptedRunTakesUpWhatItHadAskedFor() {
    for (int kill = 0; kill < 4; kill++) {
      Evaluator killed = killedAfter(4);
      assertThatThrownBy(() -> run(killed, Budget.UNLIMITED, 3)).hasMessage("the end");
    }
    Ledger ledger = run(RESULTS, Budget.UNLIMITED, 3);

    assertThat(words(ledger)).hasSize(QUERIES).doesNotHaveDuplicates();
    List<Integer> asked =
        RunLog.open(folder.resolve(RunLog.NAME)).entries().stream()
            .filter(LogEntry.Asked.class::isInstance)
            .map(entry -> ((LogEntry.Asked) entry).proposed().architecture())
            .toList();
    assertThat(asked).containsExactlyInAnyOrderElementsOf(words(ledger));
  }

  /** What a killed run with several workers had asked for, one with a single worker asks anew. */
  @Test
  void aRunCanGoOnWithAnotherNumberOfWorkers() {
    Evaluator killed = killedAfter(10);
    assertThatThrownBy(() -> run(killed, Budget.UNLIMITED, 3)).hasMessage("the end");

    assertThat(words(run(RESULTS, Budget.UNLIMITED, 1))).hasSize(QUERIES).doesNotHaveDuplicates();
  }

  /** Two seconds each, and what runs counts: after 9 of them 18 are spent, and two more run. */
  @Test
  void noneBeginsOnceTheSecondsAreSpentOrWillBe() {
    Budget seconds = new Budget(OptionalInt.empty(), OptionalDouble.of(20));
    Ledger ledger = run(RESULTS, seconds, 2);

    assertThat(ledger.spent()).isBetween(10, 11);
  }

  /** The best three again, all at once; the report when all of them have ended. */
  @Test
  void whatIsNotPaidForWaitsUntilNothingRuns() {
    ConcurrentHashMap<Integer, Purpose> running = new ConcurrentHashMap<>();
    Predictor predictor = new WordPredictor();
    Strategy strategy = new FinalTrainings(search(predictor), Budget.UNLIMITED, 3, 1, word -> true);
    Ledger ledger =
        run(
            strategy,
            predictor,
            (batch, purpose, sink) -> {
              running.put(batch.get(0).architecture(), purpose);
              assertThat(running.values()).isSubsetOf(beside(purpose));
              RESULTS.evaluate(batch, purpose, sink);
              running.remove(batch.get(0).architecture());
            },
            Budget.UNLIMITED,
            WORKERS);

    assertThat(ledger.observations(Purpose.FINAL)).hasSize(3);
    assertThat(ledger.observations(Purpose.REPORT)).hasSize(1);
    int best = ledger.observations(Purpose.REPORT).get(0).architecture();
    assertThat(RESULTS.accuracy(best))
        .isEqualTo(
            ledger.observations().stream()
                .mapToDouble(Observation::validation)
                .filter(accuracy -> !Double.isNaN(accuracy))
                .max()
                .orElseThrow());
  }

  /** What else may run beside it: the first design beside the search, and nothing beside others. */
  private static Purpose[] beside(Purpose purpose) {
    return purpose.isPaid()
        ? new Purpose[] {Purpose.TRAINING, Purpose.SEARCH}
        : new Purpose[] {purpose};
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
