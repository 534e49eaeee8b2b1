package org.narq2t.images;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.narq2t.configuration.KebabCaseEnums;
import org.narq2t.evaluator.training.TrainingSettings;
import org.narq2t.python.ImageTrainer;
import org.narq2t.python.Images;
import org.narq2t.python.PythonRuntime;
import org.narq2t.run.RunConfiguration;
import org.narq2t.space.SearchSpace;

/**
 * What trainings will take on this machine.
 *
 * @param seconds of a training of the search, by a small network and by the largest
 * @param finalSeconds of a final training, by the same
 */
public record Forecast(Range seconds, Range finalSeconds) {

  /** The least and the most seconds. */
  public record Range(double least, double most) {}

  /** Forecasts from a few steps with the network of few FLOPs and that of the most. */
  static Forecast of(
      PythonRuntime python, SearchSpace space, Images images, RunConfiguration configuration) {
    TrainingSettings settings = (TrainingSettings) configuration.evaluator();
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
    double least =
        trainer.forecast(space.networkText(byCost.get(byCost.size() / 10)), settings.recipe());
    double most =
        trainer.forecast(space.networkText(byCost.get(byCost.size() - 1)), settings.recipe());
    double times = settings.timesOfFinals();
    return new Forecast(new Range(least, most), new Range(times * least, times * most));
  }
}
