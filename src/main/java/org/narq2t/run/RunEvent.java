package org.narq2t.run;

import org.narq2t.ledger.Round;
import org.narq2t.predictor.EpochRecord;

/** An event of a run, as it happens: terminal, log and database listen to the same events. */
public sealed interface RunEvent {

  /** The stages of a run, in order. */
  enum Stage {
    LOAD,
    TRAIN,
    SEARCH,
    EVALUATE
  }

  /**
   * A stage begins.
   *
   * @param steps its batches or iterations, 0 if they are not counted
   * @param done how many of them were done before the run was interrupted
   */
  record StageStarted(Stage stage, int steps, int done) implements RunEvent {}

  /** A training batch is done; {@code loss} is the total of Eq. 14. */
  record BatchTrained(int epoch, int batch, double loss) implements RunEvent {}

  /** An epoch is done. */
  record EpochFinished(EpochRecord epoch) implements RunEvent {}

  /**
   * An epoch of the training of one of the networks that are searched is done.
   *
   * @param cell its text form
   * @param epoch from 1
   * @param epochs of that training
   * @param accuracy on the validation images, %
   * @param seconds of this epoch
   */
  record NetworkEpoch(String cell, int epoch, int epochs, double accuracy, double seconds)
      implements RunEvent {}

  /** A round of any purpose is done. */
  record RoundEnded(Round round) implements RunEvent {}

  /** A search iteration is done. */
  record IterationFinished(Iteration iteration) implements RunEvent {}

  /** The run is done. */
  record Finished(RunResult result) implements RunEvent {}
}
