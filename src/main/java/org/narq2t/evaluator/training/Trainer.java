package org.narq2t.evaluator.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Trains networks of one size on the images of a run. */
public interface Trainer extends AutoCloseable {

  /**
   * Trains a cell, from the checkpoint on if there is one; it is written after each epoch.
   *
   * @param cell its official text form
   * @param rungs accuracies in % that it must exceed after so many epochs, or it ends there
   */
  Training train(
      String cell, RecipeSettings recipe, long seed, Path checkpoint, Map<Integer, Double> rungs);

  /** Accuracy in % on the test images of the network that a training left in its checkpoint. */
  double testAccuracy(String cell, RecipeSettings recipe, long seed, Path checkpoint);

  /**
   * Measures latencies on this machine and adds them to a CSV, unless they are in it.
   *
   * @param cells official text forms
   */
  void measure(List<String> cells, Path csv);

  /** Frees what it holds. */
  @Override
  default void close() {}
}
