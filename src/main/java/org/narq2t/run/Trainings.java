package org.narq2t.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.narq2t.evaluator.training.ImageSettings;
import org.narq2t.evaluator.training.NetworkSettings;
import org.narq2t.evaluator.training.RecipeSettings;
import org.narq2t.evaluator.training.TrainedTable;
import org.narq2t.evaluator.training.TrainingEvaluator;
import org.narq2t.evaluator.training.TrainingSettings;
import org.narq2t.python.ImageTrainer;
import org.narq2t.python.Images;
import org.narq2t.python.PythonRuntime;
import org.narq2t.run.Trainings.Forecast.Range;
import org.narq2t.space.SearchSpace;

/** The images of a run, and what trains networks on them. */
public final class Trainings {

  private Trainings() {}

  /** The trainer of the final trainings of a run, whose networks may be larger. */
  static ImageTrainer finals(
      PythonRuntime python,
      TrainedTable table,
      RunConfiguration configuration,
      TrainingSettings settings) {
    return trainer(python, table, configuration, settings, settings.finalNetwork());
  }

  /** The trainer of the search of a run. */
  static ImageTrainer search(
      PythonRuntime python,
      TrainedTable table,
      RunConfiguration configuration,
      TrainingSettings settings) {
    return trainer(python, table, configuration, settings, settings.network());
  }

  /**
   * A trainer of a run.
   *
   * @throws IllegalArgumentException if the images are not those that the run was planned for
   */
  private static ImageTrainer trainer(
      PythonRuntime python,
      TrainedTable table,
      RunConfiguration configuration,
      TrainingSettings settings,
      NetworkSettings network) {
    Images images = read(python, table.caches(), settings.images(), (done, total) -> {});
    if (!images.digest().equals(settings.images().digest())) {
      throw new IllegalArgumentException(
          "The images in %s are not those that the run was planned for: put those back, or start a new run"
              .formatted(settings.images().root()));
    }
    return trainer(python, images, configuration, network);
  }

  private static ImageTrainer trainer(
      PythonRuntime python,
      Images images,
      RunConfiguration configuration,
      NetworkSettings network) {
    return new ImageTrainer(
        python,
        configuration.space(),
        configuration.dataset(),
        images.cache(),
        network,
        org.narq2t.configuration.KebabCaseEnums.spelling(configuration.device()));
  }

  /**
   * What trainings will take on this machine.
   *
   * @param seconds of a training of the search, by a small network and by the largest
   * @param finalSeconds of a final training, by the same
   */
  public record Forecast(Range seconds, Range finalSeconds) {

    /** The least and the most seconds. */
    public record Range(double least, double most) {

      /** Half-way between both. */
      public double mean() {
        return (least + most) / 2;
      }
    }
  }

  /** Forecasts from a few steps with the network of few FLOPs and that of the most. */
  public static Forecast forecast(
      PythonRuntime python, SearchSpace space, Images images, RunConfiguration configuration) {
    TrainingSettings settings = (TrainingSettings) configuration.evaluator();
    ImageTrainer trainer = trainer(python, images, configuration, settings.network());
    ImageTrainer finals = trainer(python, images, configuration, settings.finalNetwork());
    long[] flops = space.totalFlops(configuration.dataset());
    List<Integer> byCost =
        IntStream.range(0, flops.length)
            .boxed()
            .sorted(Comparator.comparingLong(a -> flops[a]))
            .toList();
    String smallest = space.networkText(byCost.get(byCost.size() / 10));
    String largest = space.networkText(byCost.get(byCost.size() - 1));
    return new Forecast(
        range(trainer, smallest, largest, settings.recipe()),
        range(finals, smallest, largest, settings.finalRecipe()));
  }

  private static Range range(
      ImageTrainer trainer, String smallest, String largest, RecipeSettings recipe) {
    return new Range(trainer.forecast(smallest, recipe), trainer.forecast(largest, recipe));
  }

  /**
   * Gives up the training of a cell that has done at least an epoch, while its run goes on. That is
   * said by a file beside its checkpoint, so that it does not matter which process trains.
   *
   * @param run a folder of a run that is going on
   * @param cell its text form, as the events of the run tell it
   * @return whether it is being trained, as far as can be told
   */
  public static boolean giveUp(RunFolder run, SearchSpace space, String cell) throws IOException {
    for (Path folder : TrainingEvaluator.checkpointFolders(run.path())) {
      if (!Files.isDirectory(folder)) {
        continue; // nothing was trained for this yet
      }
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.safetensors")) {
        for (Path checkpoint : files) {
          int architecture = TrainingEvaluator.architecture(checkpoint);
          if (architecture >= 0 && space.networkText(architecture).equals(cell)) {
            Files.write(TrainingEvaluator.unwanted(checkpoint), new byte[0]);
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Reads the images of some settings, or takes them from their cache. */
  static Images read(
      PythonRuntime python,
      Path caches,
      ImageSettings settings,
      BiConsumer<Integer, Integer> progress) {
    return Images.read(
        python,
        caches,
        new Images.Request(
            Path.of(settings.root()),
            settings.resolution(),
            settings.imageChannels(),
            settings.validation(),
            settings.test(),
            settings.seed()),
        progress);
  }
}
