package org.narq2t.evaluator.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.narq2t.benchmark.NeedsBenchmark;
import org.narq2t.evaluator.EvaluatorSettings;
import org.narq2t.evaluator.WorkerSettings;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * Real trainings on a user's own images.
 *
 * @param workers where they are carried out; no part of what they give
 */
public record TrainingSettings(
    ImageSettings images,
    NetworkSettings network,
    RecipeSettings recipe,
    FinalSettings finals,
    WorkerSettings workers)
    implements EvaluatorSettings, NeedsBenchmark {

  public TrainingSettings {
    workers = workers == null ? WorkerSettings.ONE : workers; // absent in the first records
  }

  @Override
  public int atOnce() {
    return workers.count();
  }

  @Override
  public boolean evaluatesElsewhere() {
    return workers.on() == WorkerSettings.On.RAY;
  }

  @Override
  public boolean trains() {
    return true;
  }

  @Override
  public Optional<Again> again() {
    return Optional.of(new Again(finals.count(), timesOfFinals()));
  }

  @Override
  public Optional<TrainedTable> table(Path data, SearchSpace space, Task task, long seed)
      throws IOException {
    return Optional.of(new TrainedTable(data, space, task, this, seed));
  }

  /** As long as a training of the search a final one takes, at most: as many more operations. */
  public double timesOfFinals() {
    double wider = (double) finalNetwork().channels() / network.channels();
    double deeper = (double) finalNetwork().cells() / network.cells();
    return finals.epochs() / (recipe.epochs() * recipe.fraction()) * wider * wider * deeper;
  }

  /** The network around a cell in a final training: the one whose latency counts. */
  public NetworkSettings finalNetwork() {
    return new NetworkSettings(
        finals.channels() == 0 ? network.channels() : finals.channels(),
        finals.cells() == 0 ? network.cells() : finals.cells(),
        network.stages());
  }

  /** The recipe of a final training. */
  public RecipeSettings finalRecipe() {
    return recipe.whole(finals.epochs());
  }
}
