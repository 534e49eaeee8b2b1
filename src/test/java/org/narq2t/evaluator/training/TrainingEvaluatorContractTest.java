package org.narq2t.evaluator.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.evaluator.EvaluatorContract;
import org.narq2t.evaluator.WorkerSettings;
import org.narq2t.space.Space;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench201.NasBench201;

/** Trainings that need no time; every fifth diverges. */
class TrainingEvaluatorContractTest extends EvaluatorContract {
  private static final NasBench201 SPACE = new NasBench201();
  private static final TrainingSettings SETTINGS =
      new TrainingSettings(
          new ImageSettings("/images", 0, 0, 0.15, 0.15, 0, "ab".repeat(32)),
          new NetworkSettings(8, 1, 3),
          Recipes.of(3),
          new FinalSettings(2, 30, 16, 2),
          WorkerSettings.ONE);

  private static final Trainer AT_ONCE =
      new Trainer() {
        @Override
        public Training train(
            String cell,
            RecipeSettings recipe,
            long seed,
            Path checkpoint,
            Map<Integer, Double> rungs) {
          int number = SPACE.indexOf(cell);
          return number % 5 == 0
              ? new Training("diverged", Double.NaN, 1, 2, "the loss is NaN", List.of())
              : new Training("complete", number * 0.01, 3, 6, "", List.of(1.0, 2.0, 3.0));
        }

        @Override
        public double testAccuracy(String cell, RecipeSettings recipe, long seed, Path checkpoint) {
          return 77;
        }

        @Override
        public void measure(List<String> cells, Path csv) {}
      };

  @Override
  protected Space space() {
    return SPACE;
  }

  @Override
  protected Evaluator evaluator(Path folder) throws IOException {
    TrainedTable table =
        new TrainedTable(folder.resolve("data"), SPACE, new Task("digits", 10, 8, 1), SETTINGS, 1);
    return new TrainingEvaluator(
        SPACE, table, AT_ONCE, AT_ONCE, SETTINGS, 1, false, folder.resolve("run"));
  }

  @Override
  protected int unknown() {
    return SPACE.size();
  }
}
