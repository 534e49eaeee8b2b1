package org.narq2t.predictor.narq2t;

import java.nio.file.Path;
import org.narq2t.predictor.EpochResult;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.Scorer;

/** The network of NARQ2T, which scores architectures and puts them into tiers. */
public interface Ranker extends Scorer {

  /** Makes the network of a run. */
  interface Factory {

    /** With its first weights, to be trained on these sets. */
    Ranker open(TrainingSet training, TrainingSet validation);
  }

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

  /** Writes the whole state of the training into a file, atomically. */
  void save(Path file);

  /** The samples that it is trained on. */
  TrainingSet training();

  /** The samples that the best epoch is chosen with. */
  TrainingSet validation();

  /** Where it computes. */
  Predictor.Hardware hardware();
}
