package org.narq2t.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.ledger.Budget;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Sampling;
import org.narq2t.strategy.Proposal;
import org.narq2t.strategy.Strategy;
import org.narq2t.strategy.WordPredictor;
import org.narq2t.strategy.WordResults;
import org.narq2t.strategy.Words;

class LoopTest {
  private static final int BATCH = 10;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Path log;

  @BeforeEach
  void log() {
    log = folder.resolve(RunLog.NAME);
  }

  /** Two batches of ten words, 0 to 9 and 10 to 19, and a fit between. */
  private static final Strategy TWO_BATCHES =
      ledger -> {
        if (ledger.rounds().size() == 1 && !ledger.isFitted()) {
          return Optional.of(new Proposal.Fit());
        }
        return ledger.rounds().size() == 2
            ? Optional.empty()
            : Optional.of(batch(Purpose.SEARCH, ledger.rounds().size() * BATCH));
      };

  private static Proposal batch(Purpose purpose, int first) {
    List<Proposed> words = new ArrayList<>();
    for (int word = first; word < first + BATCH; word++) {
      words.add(Proposed.of(word));
    }
    return new Proposal.Evaluate(purpose, words, Sampling.NONE);
  }

  @Test
  void aBudgetOfQueriesEndsARunWithinABatch() {
    Ledger ledger = run(TWO_BATCHES, Budget.ofQueries(13));

    assertThat(ledger.spent()).isEqualTo(13);
    assertThat(ledger.last().proposed()).hasSize(3);
  }

  /** Each takes two seconds: the fourth begins after six and ends after eight. */
  @Test
  void aBudgetOfSecondsEndsARunWithinABatch() {
    Ledger ledger = run(TWO_BATCHES, new Budget(OptionalInt.empty(), OptionalDouble.of(7)));

    assertThat(ledger.spent()).isEqualTo(4);
    assertThat(ledger.rounds()).hasSize(1);
    assertThat(ledger.last().proposed()).as("all of it was wanted").hasSize(BATCH);
  }

  @Test
  void theTimeOfAnInterruptedRunCounts() {
    Budget budget = new Budget(OptionalInt.empty(), OptionalDouble.of(7));
    List<Observation> expected = run(TWO_BATCHES, budget).observations();
    Path interrupted = folder.resolve("interrupted");
    for (int left = 1; left < 5; left++) {
      int answers = left;
      try (Loop loop = loop(TWO_BATCHES, first(answers), budget, interrupted)) {
        loop.run();
      } catch (IllegalStateException e) {
        // ended by the evaluator
      }
    }
    try (Loop loop = loop(TWO_BATCHES, new WordResults(), budget, interrupted)) {
      loop.run();
      assertThat(loop.history().ledger().observations()).isEqualTo(expected);
    }
  }

  /** What is reported is not paid for, and one that is paid for already costs nothing. */
  @Test
  void aReportComesAfterTheBudget() {
    Strategy reporting =
        ledger ->
            ledger.rounds(Purpose.REPORT).isEmpty()
                ? Optional.of(batch(ledger.rounds().isEmpty() ? Purpose.SEARCH : Purpose.REPORT, 0))
                : Optional.empty();
    Ledger ledger = run(reporting, Budget.ofQueries(4));

    assertThat(ledger.observations(Purpose.SEARCH)).hasSize(4);
    assertThat(ledger.observations(Purpose.REPORT)).hasSize(BATCH);
    assertThat(ledger.spent()).isEqualTo(4);
  }

  @Test
  void halfALineAtTheEndIsDropped() throws IOException {
    Ledger whole = run(TWO_BATCHES, Budget.UNLIMITED);
    List<String> lines = Files.readAllLines(log);
    for (int kept = 1; kept < lines.size(); kept++) {
      String next = lines.get(kept);
      Files.write(log, lines.subList(0, kept));
      Files.writeString(log, next.substring(0, next.length() / 2), StandardOpenOption.APPEND);
      keepStateOf(lines);

      assertThat(run(TWO_BATCHES, Budget.UNLIMITED).rounds()).isEqualTo(whole.rounds());
    }
  }

  /** A complete run has one state left, that of its only fit; a log cut before needs none. */
  private void keepStateOf(List<String> lines) throws IOException {
    assertThat(lines.stream().filter(line -> line.contains("\"kind\":\"fitted\""))).hasSize(1);
    try (var files = Files.newDirectoryStream(folder, "predictor-*")) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void damageInTheMiddleIsNamedByItsLine() throws IOException {
    run(TWO_BATCHES, Budget.UNLIMITED);
    List<String> lines = new ArrayList<>(Files.readAllLines(log));
    lines.set(2, lines.get(2).substring(5));
    Files.write(log, lines);

    assertThatThrownBy(() -> run(TWO_BATCHES, Budget.UNLIMITED))
        .hasMessageContaining("line 3 of the log is damaged");
  }

  @Test
  void anArchitectureCanBeInABatchTwice() {
    Strategy twice =
        ledger ->
            ledger.rounds().isEmpty()
                ? Optional.of(
                    new Proposal.Evaluate(
                        Purpose.SEARCH,
                        List.of(Proposed.of(5), Proposed.of(6), Proposed.of(5)),
                        Sampling.NONE))
                : Optional.empty();
    try (Loop loop = loop(twice, first(1), Budget.UNLIMITED, folder)) {
      assertThatThrownBy(loop::run).isInstanceOf(IllegalStateException.class);
    }

    Ledger ledger = run(twice, Budget.ofQueries(2));
    assertThat(ledger.architectures(Purpose.SEARCH)).containsExactly(5, 6, 5);
    assertThat(ledger.spent()).isEqualTo(2);
  }

  @Test
  void anEmptyBatchIsARoundToo() {
    Strategy nothing =
        ledger ->
            ledger.rounds().size() < 3
                ? Optional.of(new Proposal.Evaluate(Purpose.SEARCH, List.of(), Sampling.NONE))
                : Optional.empty();

    assertThat(run(nothing, Budget.ofQueries(1)).rounds()).hasSize(3);
  }

  @Test
  void aRunGoesOnOnlyWithTheResultsThatItBeganWith() {
    run(TWO_BATCHES, Budget.UNLIMITED);

    assertThatThrownBy(
            () ->
                new Loop(
                    TWO_BATCHES,
                    new WordPredictor(),
                    new WordResults(),
                    Budget.UNLIMITED,
                    Loops.SILENT,
                    folder,
                    "another",
                    new Words()))
        .hasMessageContaining("another table");
  }

  /** An evaluator that ends the run after so many answers. */
  private static Evaluator first(int answers) {
    int[] left = {answers};
    return (batch, purpose, sink) ->
        new WordResults()
            .evaluate(
                batch,
                purpose,
                observations -> {
                  if (left[0]-- == 0) {
                    throw new IllegalStateException("the end");
                  }
                  sink.accept(observations);
                });
  }

  private Ledger run(Strategy strategy, Budget budget) {
    try (Loop loop = loop(strategy, new WordResults(), budget, folder)) {
      loop.run();
      return loop.history().ledger();
    }
  }

  private static Loop loop(Strategy strategy, Evaluator evaluator, Budget budget, Path folder) {
    return new Loop(
        strategy, new WordPredictor(), evaluator, budget, Loops.SILENT, folder, "toy", new Words());
  }
}
