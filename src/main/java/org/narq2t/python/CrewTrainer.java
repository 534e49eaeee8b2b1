package org.narq2t.python;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.narq2t.evaluator.TrialRunner;
import org.narq2t.evaluator.training.RecipeSettings;
import org.narq2t.evaluator.training.Trainer;
import org.narq2t.evaluator.training.Training;

/** Has trainings carried out by others; what else there is to do is done here. */
public record CrewTrainer(ImageTrainer here, TrialRunner crew) implements Trainer {

  @Override
  public Training train(
      String cell, RecipeSettings recipe, long seed, Path checkpoint, Map<Integer, Double> rungs) {
    return ImageTrainer.training(
        crew.run(here.training(cell, recipe, seed, checkpoint.toAbsolutePath(), rungs)));
  }

  @Override
  public double testAccuracy(String cell, RecipeSettings recipe, long seed, Path checkpoint) {
    return here.testAccuracy(cell, recipe, seed, checkpoint);
  }

  @Override
  public void measure(List<String> cells, Path csv) {
    here.measure(cells, csv);
  }

  @Override
  public void close() {
    crew.close();
  }
}
