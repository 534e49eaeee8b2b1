package org.narq2t.evaluator.training;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
  private final Trainer finals;
  private final TrainingSettings settings;
  private final long seed;
  private final boolean measures;
  private final Path folder;
  private final Object measuring = new Object();

  /**
   * @param trainer of the networks of the search
   * @param finals trainer of the networks of final trainings, which are also those measured
   * @param measures whether latencies are measured, of all that is trained
   * @param folder of the run, for the weights of unfinished and of final trainings
   */
  public TrainingEvaluator(
      SearchSpace space,
      TrainedTable table,
      Trainer trainer,
      Trainer finals,
      TrainingSettings settings,
      long seed,
      boolean measures,
      Path folder) {
    this.space = space;
    this.table = table;
    this.trainer = trainer;
    this.finals = finals;
    this.settings = settings;
    this.seed = seed;
    this.measures = measures;
    this.folder = folder;
  }

  @Override
  public void measure(int[] architectures) {
    measure(Arrays.stream(architectures).mapToObj(space::networkText).toList());
  }

  private void measure(List<String> cells) {
    synchronized (measuring) {
      table.latencies().measure(finals, cells);
    }
  }

  @Override
  public void evaluate(List<Proposed> batch, Purpose purpose, Consumer<List<Observation>> sink) {
    for (Proposed proposed : batch) {
      sink.accept(List.of(evaluate(proposed.architecture(), purpose)));
    }
  }

  private Observation evaluate(int architecture, Purpose purpose) {
    if (architecture < 0 || architecture >= space.size()) {
      throw new IllegalArgumentException(
          "there is no architecture %d in %s, which has %d"
              .formatted(architecture, space.name(), space.size()));
    }
    String cell = space.networkText(architecture);
    if (purpose == Purpose.FINAL || purpose == Purpose.REPORT) {
      RecipeSettings recipe = settings.finalRecipe();
      Path weights = TrainingFiles.weights(folder, architecture);
      TrainingFiles.makeFolder(weights);
      Training training = // at once if it is complete
          finals.train(cell, recipe, seed, weights, Map.of());
      TrainingFiles.remove(TrainingFiles.unwanted(weights));
      if (!training.failed()) {
        measure(List.of(cell));
      }
      double test =
          purpose == Purpose.REPORT && !training.failed()
              ? finals.testAccuracy(cell, recipe, seed, weights)
              : Double.NaN;
      return observation(architecture, purpose, training, test);
    }
    Training training = table.training(architecture).orElseGet(() -> train(architecture, cell));
    if (measures && !training.failed()) {
      measure(List.of(cell));
    }
    return observation(architecture, purpose, training, Double.NaN);
  }

  private Training train(int architecture, String cell) {
    Path checkpoint = TrainingFiles.checkpoint(folder, architecture);
    TrainingFiles.makeFolder(checkpoint);
    RecipeSettings recipe = settings.recipe();
    Map<Integer, Double> rungs = Rungs.of(recipe.stopWorst(), recipe.epochs(), table.curves());
    Training training = trainer.train(cell, recipe.alone(), seed, checkpoint, rungs);
    if (!training.wasGivenUp()) {
      table.add(architecture, training);
    }
    TrainingFiles.remove(checkpoint);
    TrainingFiles.remove(TrainingFiles.unwanted(checkpoint));
    return training;
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

  @Override
  public void close() {
    trainer.close();
  }
}
