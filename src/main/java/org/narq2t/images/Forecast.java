package org.narq2t.images;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.narq2t.configuration.KebabCaseEnums;
import org.narq2t.evaluator.training.RecipeSettings;
import org.narq2t.evaluator.training.TrainingSettings;
import org.narq2t.python.ImageTrainer;
import org.narq2t.python.Images;
import org.narq2t.python.PythonRuntime;
import org.narq2t.run.RunConfiguration;
import org.narq2t.space.SearchSpace;

/**
 * The time that trainings will take on this machine.
 *
 * @param seconds of a training of the search, by a small network and by the largest
 * @param finalSeconds of a final training, by the same
 */
public record Forecast(Range seconds, Range finalSeconds) {

  /** The least and the most seconds. */
  public record Range(double least, double most) {

    private static Range of(
        ImageTrainer trainer, String smallest, String largest, RecipeSettings recipe) {
      return new Range(trainer.forecast(smallest, recipe), trainer.forecast(largest, recipe));
    }

    /** Half-way between both. */
    public double mean() {
      return (least + most) / 2;
    }
  }

  /** Forecasts from a few steps with the network of few FLOPs and that of the most. */
  static Forecast of(
      PythonRuntime python,
      SearchSpace space,
      Images images,
      RunConfiguration configuration,
      TrainingSettings settings) {
    ImageTrainer trainer =
        new ImageTrainer(
            python,
            configuration.space(),
            configuration.dataset(),
            images.cache(),
            settings.network(),
            KebabCaseEnums.spelling(configuration.device()));
    long[] flops = space.totalFlops(configuration.dataset());
    List<Integer> byCost =
        IntStream.range(0, flops.length)
            .boxed()
            .sorted(Comparator.comparingLong(a -> flops[a]))
            .toList();
    String smallest = space.networkText(byCost.get(byCost.size() / 10));
    String largest = space.networkText(byCost.get(byCost.size() - 1));
    return new Forecast(
        Range.of(trainer, smallest, largest, settings.recipe()),
        Range.of(trainer.with(settings.finalNetwork()), smallest, largest, settings.finalRecipe()));
  }
}
