package org.narq2t.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.narq2t.benchmark.Provenance;
import org.narq2t.predictor.FitRecord;

/**
 * The ranker of a finished run, to search with again: training is the long part, and does not
 * depend on how one searches.
 *
 * @param run name of the run
 * @param model file of its weights
 * @param result what that run recorded: its epochs, and the statistics of their batches
 */
public record TrainedRanker(String run, Path model, RunResult result) {

  /**
   * Reads it from the folder of its run.
   *
   * @throws IllegalArgumentException if the run did not finish, or learnt nothing
   * @throws IOException also if the model was changed since
   */
  public static TrainedRanker of(RunFolder folder) throws IOException {
    String run = folder.path().getFileName().toString();
    if (!folder.isFinished()) {
      throw new IllegalArgumentException(
          "Run " + run + " has no trained ranker in " + folder.path() + ": it did not finish");
    }
    if (!Files.exists(folder.model())) {
      throw new IllegalArgumentException(
          "Run " + run + " has no predictor in " + folder.path() + ": its strategy learnt none");
    }
    folder.requireModel();
    return new TrainedRanker(run, folder.model(), folder.result());
  }

  /** The fit that gave it. */
  FitRecord record() {
    return result.fits().get(result.fits().size() - 1);
  }

  /**
   * Checks that a run with another search would have trained this very ranker.
   *
   * @throws IllegalArgumentException naming what differs
   */
  public void requireFor(RunConfiguration other, Provenance table) {
    if (!table.identity().equals(result.table().identity())) {
      throw new IllegalArgumentException(
          "The ranker of run %s was trained on another table (%s)"
              .formatted(run, result.table().source()));
    }
    result
        .configuration()
        .otherTraining(other)
        .ifPresent(
            difference -> {
              throw new IllegalArgumentException(
                  "The ranker of run %s cannot be used: it has %s".formatted(run, difference));
            });
  }
}
