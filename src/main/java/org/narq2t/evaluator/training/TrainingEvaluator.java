package org.narq2t.evaluator.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Observation.Status;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.space.SearchSpace;

/**
 * Trains what is asked for, unless the same was trained before: then it is observed again at the
 * cost that it had. A failed training is an observation too, and is not repeated.
 */
public final class TrainingEvaluator implements Evaluator {
  private final SearchSpace space;
  private final TrainedTable table;
  private final Trainer trainer;
  private final TrainingSettings settings;
  private final long seed;
  private final boolean measures;
  private final Path folder;

  /**
   * @param measures whether latencies are measured, of what was trained
   * @param folder of the run, for the weights of unfinished and of final trainings
   */
  public TrainingEvaluator(
      SearchSpace space,
      TrainedTable table,
      Trainer trainer,
      TrainingSettings settings,
      long seed,
      boolean measures,
      Path folder) {
    this.space = space;
    this.table = table;
    this.trainer = trainer;
    this.settings = settings;
    this.seed = seed;
    this.measures = measures;
    this.folder = folder;
  }

  /** The weights of a final training, in the folder of its run. */
  public static Path weights(Path folder, int architecture) {
    return folder.resolve("networks").resolve(architecture + ".safetensors");
  }

  @Override
  public void measure(int[] architectures) {
    table
        .latencies()
        .measure(trainer, Arrays.stream(architectures).mapToObj(space::networkText).toList());
  }

  @Override
  public void evaluate(List<Proposed> batch, Purpose purpose, Consumer<List<Observation>> sink) {
    for (Proposed proposed : batch) {
      sink.accept(List.of(evaluate(proposed.architecture(), purpose)));
    }
  }

  private Observation evaluate(int architecture, Purpose purpose) {
    String cell = space.networkText(architecture);
    if (purpose == Purpose.FINAL || purpose == Purpose.REPORT) {
      RecipeSettings recipe = settings.finalRecipe();
      Path weights = weights(folder, architecture);
      makeFolder(weights);
      Training training = trainer.train(cell, recipe, seed, weights); // at once if it is complete
      double test =
          purpose == Purpose.REPORT && !training.failed()
              ? trainer.testAccuracy(cell, recipe, seed, weights)
              : Double.NaN;
      return observation(architecture, purpose, training, test);
    }
    TrainingStore.Key key = table.key(architecture, settings.recipe());
    Training training = table.store().find(key).orElseGet(() -> train(architecture, cell, key));
    if (measures && !training.failed()) {
      table.latencies().measure(trainer, List.of(cell));
    }
    return observation(architecture, purpose, training, Double.NaN);
  }

  private Training train(int architecture, String cell, TrainingStore.Key key) {
    Path checkpoint = folder.resolve("checkpoint/training-" + architecture + ".safetensors");
    makeFolder(checkpoint);
    Training training = trainer.train(cell, settings.recipe(), seed, checkpoint);
    table.store().add(key, training);
    try {
      Files.deleteIfExists(checkpoint);
    } catch (IOException e) {
      throw new UncheckedIOException(checkpoint + " cannot be removed", e);
    }
    return training;
  }

  private static void makeFolder(Path file) {
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(file.getParent() + " cannot be made", e);
    }
  }

  private Observation observation(
      int architecture, Purpose purpose, Training training, double test) {
    return new Observation(
        architecture,
        space.describe(architecture),
        purpose,
        training.accuracy(),
        test,
        training.epochs(),
        seed,
        purpose == Purpose.REPORT ? 0 : training.seconds(),
        training.failed() ? Status.FAILED : Status.DONE);
  }
}
