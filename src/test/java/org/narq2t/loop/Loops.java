package org.narq2t.loop;

import java.nio.file.Path;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.ledger.Budget;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Round;
import org.narq2t.predictor.EpochRecord;
import org.narq2t.predictor.FitRecord;
import org.narq2t.predictor.Predictor;
import org.narq2t.space.Space;
import org.narq2t.strategy.Strategy;

/** Runs the loop for tests of other packages. */
public final class Loops {

  /** A listener that hears nothing. */
  public static final LoopListener SILENT =
      new LoopListener() {
        @Override
        public void ended(int searchRounds, Round round) {}

        @Override
        public void fitted(FitRecord record) {}

        @Override
        public void begun(int steps, int done) {}

        @Override
        public void finished(EpochRecord epoch) {}
      };

  private Loops() {}

  /**
   * Begins a run in a folder, or goes on with the one that is there, and gives what it observed.
   */
  public static Ledger run(
      Space space,
      Strategy strategy,
      Predictor predictor,
      Evaluator evaluator,
      Budget budget,
      Path folder) {
    try (Loop loop =
        new Loop(strategy, predictor, evaluator, budget, SILENT, folder, "toy", space)) {
      loop.run();
      return loop.history().ledger();
    }
  }
}
