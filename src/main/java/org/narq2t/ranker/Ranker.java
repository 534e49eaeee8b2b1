package org.narq2t.ranker;

import org.narq2t.predictor.EpochResult;
import org.narq2t.predictor.Scores;

/** A model that scores architectures and puts them into tiers: NARQ2T or NAR. */
public interface Ranker extends AutoCloseable {

  /**
   * Trains one epoch.
   *
   * @param epoch from 0
   * @param batches architectures of the training set, one array per step
   */
  EpochResult trainEpoch(int epoch, int[][] batches);

  /**
   * The same figures in evaluation mode, without learning.
   *
   * @param batches architectures of the validation set
   */
  EpochResult validate(int epoch, int[][] batches);

  /** Keeps the weights of now as the best ones. */
  void keepBest();

  /** Goes back to the weights that were kept last. */
  void restoreBest();

  /** Predicts, in evaluation mode; the order is that of the argument. */
  Scores score(int[] architectures);

  /** Frees the model. */
  @Override
  void close();
}
