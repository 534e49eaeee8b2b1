package org.narq2t.proofs.evaluator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.narq2t.evaluation.Oracle;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.ledger.Budget;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.loop.Loops;
import org.narq2t.space.Members;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.Ledgers;
import org.narq2t.strategy.WordPredictor;
import org.narq2t.strategy.WordResults;
import org.narq2t.strategy.Words;
import org.narq2t.strategy.random.RandomSettings;
import org.narq2t.strategy.random.RandomStrategy;

/**
 * A toy evaluator that sleeps and answers, and notes every training that it ended; started as a
 * program it evaluates two batches of ten.
 *
 * @param trainings the file of its notes
 * @param milliseconds that a training takes
 * @param answers when it has slept
 */
record Sleeper(Path trainings, long milliseconds, Evaluator answers) implements Evaluator {
  static final int BATCH = 10;
  static final int QUERIES = 2 * BATCH;

  @Override
  public Optional<Oracle> oracle() {
    return answers.oracle();
  }

  @Override
  public void evaluate(List<Proposed> batch, Purpose purpose, Consumer<List<Observation>> sink) {
    for (Proposed proposed : batch) {
      try {
        Thread.sleep(milliseconds);
        Files.writeString(
            trainings,
            proposed.architecture() + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      answers.evaluate(List.of(proposed), purpose, sink);
    }
  }

  /** Begins a run, or goes on with it. */
  static Ledger run(Path folder, long milliseconds) {
    return Loops.run(
        new Words(),
        new RandomStrategy(
            Ledgers.problem(Members.all(729)),
            new RandomSettings(QUERIES, BATCH, true),
            new RandomStreams(1)),
        new WordPredictor(),
        new Sleeper(folder.resolve("trainings"), milliseconds, new WordResults()),
        Budget.UNLIMITED,
        folder);
  }

  /** Runs in the folder that is named. */
  public static void main(String[] arguments) {
    run(Path.of(arguments[0]), 100);
  }
}
