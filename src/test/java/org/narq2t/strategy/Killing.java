package org.narq2t.strategy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.predictor.FitListener;
import org.narq2t.predictor.FitRecord;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.Scores;

/**
 * Ends a run at one of its moments as a killed process would: before and after each question, fit,
 * saved state and observation.
 */
public final class Killing {
  private int left;

  /** Thrown in place of the end of the process. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Kills at the moment of this number, from 0. */
  public Killing(int moment) {
    this.left = moment;
  }

  private void moment() {
    if (left-- == 0) {
      throw new Killed();
    }
  }

  /** A strategy with a moment before and after each question. */
  public Strategy around(Strategy strategy) {
    return ledger -> {
      moment();
      Optional<Proposal> proposal = strategy.ask(ledger);
      moment();
      return proposal;
    };
  }

  /** An evaluator with a moment before and after each observation. */
  public Evaluator around(Evaluator evaluator) {
    return (List<Proposed> batch, Purpose purpose, Consumer<List<Observation>> sink) ->
        evaluator.evaluate(
            batch,
            purpose,
            observations -> {
              moment();
              sink.accept(observations);
              moment();
            });
  }

  /** A predictor with a moment before and after each fit, and after its state is saved. */
  public Predictor around(Predictor predictor) {
    return new Predictor() {
      @Override
      public FitRecord fit(Ledger ledger, int step, Path unfinished, FitListener listener) {
        moment();
        FitRecord record = predictor.fit(ledger, step, unfinished, listener);
        moment();
        return record;
      }

      @Override
      public Scores predict(int[] architectures) {
        return predictor.predict(architectures);
      }

      @Override
      public Optional<FitRecord> fitted() {
        return predictor.fitted();
      }

      @Override
      public float[][] draw(int[] architectures, int count, RandomGenerator random) {
        return predictor.draw(architectures, count, random);
      }

      @Override
      public void save(Path file) {
        predictor.save(file);
        moment();
      }

      @Override
      public void load(Path file, FitRecord record) {
        predictor.load(file, record);
      }

      @Override
      public void close() {
        predictor.close();
      }
    };
  }
}
