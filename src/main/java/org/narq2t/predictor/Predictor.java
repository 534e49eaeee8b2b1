package org.narq2t.predictor;

import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.narq2t.ledger.Ledger;

/** Learns from observations, any number of times, and predicts architectures. */
public interface Predictor extends AutoCloseable {

  /**
   * Learns from all that is known.
   *
   * @param step of the run, by which its random streams are named
   * @param unfinished folder for what a long fit needs to go on after an interruption; a fit that
   *     finds something there goes on from it
   * @param listener hears how far it is
   */
  FitRecord fit(Ledger ledger, int step, Path unfinished, FitListener listener);

  /** Predicts; the order is that of the argument. */
  Scores predict(int[] architectures);

  /** The record of the last fit; empty before the first. */
  Optional<FitRecord> fitted();

  /**
   * Draws functions from what the predictor believes, for Thompson sampling.
   *
   * @return shape (count, k): a score of each architecture under each function; by default drawn
   *     for each architecture alone
   * @throws IllegalStateException if the predictor gives no deviations
   */
  default float[][] draw(int[] architectures, int count, RandomGenerator random) {
    Scores scores = predict(architectures);
    if (!scores.hasDeviation()) {
      throw new IllegalStateException("this predictor gives no deviations to draw with");
    }
    float[][] drawn = new float[count][architectures.length];
    for (float[] function : drawn) {
      for (int i = 0; i < function.length; i++) {
        function[i] = (float) (scores.score()[i] + scores.deviation()[i] * random.nextGaussian());
      }
    }
    return drawn;
  }

  /**
   * Where a predictor computes.
   *
   * @param device {@code cpu}, or torch's name of another
   * @param threads that it computes with, 0 unknown
   * @param parameters the number of its weights, 0 if it has none
   */
  record Hardware(String device, int threads, long parameters) {}

  /** Where it computes. */
  default Hardware hardware() {
    return new Hardware("cpu", 0, 0);
  }

  /** Writes all that later predictions and fits depend on into a file, atomically. */
  void save(Path file);

  /**
   * Takes up what {@link #save} wrote.
   *
   * @param record of the fit after which it was written
   */
  void load(Path file, FitRecord record);

  /** Frees what it holds. */
  @Override
  void close();
}
