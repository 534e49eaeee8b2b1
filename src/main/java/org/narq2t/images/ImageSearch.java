package org.narq2t.images;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.narq2t.configuration.Impossible;
import org.narq2t.evaluator.training.TrainingSettings;
import org.narq2t.predictor.PredictorSettings;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.python.Images;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.Configurations;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.StandardModules;
import org.narq2t.settings.Settings;

/** Plans the search for a network for a user's own images: {@code configs/images.yaml}. */
@ApplicationScoped
public class ImageSearch {
  private static final String FILE = "images.yaml";
  private static final int LARGEST_BATCH = 256;
  private static final int SMALLEST_BATCH = 16;
  private static final int STEPS = 20;
  private static final double LEARNING_RATE = 0.1;

  private final Configurations configurations;
  private final Settings settings;
  private final EmbeddedPython python;
  private final Benchmarks benchmarks;

  ImageSearch(
      Configurations configurations,
      Settings settings,
      EmbeddedPython python,
      Benchmarks benchmarks) {
    this.configurations = configurations;
    this.settings = settings;
    this.python = python;
    this.benchmarks = benchmarks;
  }

  /**
   * The search for a network.
   *
   * @param root the folder of the images
   * @param resolution of the square that images become; 0 to follow from them
   * @param trainings that may be done in the search; 0 for as many as the time allows
   * @param hours of training, final trainings included; 0 for no limit
   * @param overrides {@code key=value} pairs over all that
   */
  public record Request(
      Path root,
      String space,
      String strategy,
      String predictor,
      int resolution,
      int trainings,
      double hours,
      List<String> overrides) {

    /** The same search by another strategy that needs no predictor. */
    public Request by(String other, List<String> overrides) {
      return new Request(
          root,
          space,
          other,
          PredictorSettings.NONE,
          resolution,
          trainings,
          hours,
          List.copyOf(overrides));
    }
  }

  /**
   * The images, and the run that searches a network for them.
   *
   * @param settings of its trainings
   */
  public record Plan(Images images, RunConfiguration configuration, TrainingSettings settings) {

    /** How many final trainings there are. */
    public int finals() {
      return settings.finals().count();
    }

    /** As long as a training of the search a final one takes, at most. */
    public double timesOfFinals() {
      return settings.timesOfFinals();
    }
  }

  /**
   * Reads the images and plans the run.
   *
   * @param progress hears the steps of reading done and the steps there are
   * @throws org.narq2t.python.PythonFailure that is refused, if the images cannot be used
   * @throws org.narq2t.configuration.InvalidConfiguration naming what cannot be
   */
  public Plan plan(Request request, BiConsumer<Integer, Integer> progress) throws IOException {
    Images images =
        Images.read(
            python.runtime(),
            settings.data().resolve("images"),
            new Images.Request(request.root(), request.resolution(), 0, 0.15, 0.15, 0),
            progress);
    Path root = request.root().toAbsolutePath().normalize();
    List<String> set = new ArrayList<>();
    set.add("space=" + request.space());
    set.add("strategy.type=" + request.strategy());
    set.add("predictor.type=" + request.predictor());
    set.add("dataset.key=" + key(root));
    set.add("dataset.classes=" + images.classes());
    set.add("dataset.image_size=" + images.resolution());
    set.add("dataset.image_channels=" + images.imageChannels());
    set.add("evaluator.images.root=" + quoted(root.toString()));
    set.add("evaluator.images.resolution=" + request.resolution());
    set.add("evaluator.images.digest=" + quoted(images.digest()));
    set.add("budget.seconds=" + String.format(Locale.ROOT, "%.1f", 3_600 * request.hours()));
    if (request.trainings() > 0) {
      set.add("strategy.queries=" + request.trainings());
      set.add("budget.queries=" + request.trainings());
    }
    double fraction = trainings(read(set, request)).recipe().fraction();
    int batch = batch(fraction * images.training());
    set.add("evaluator.recipe.batch=" + batch);
    set.add("evaluator.recipe.learning_rate=" + LEARNING_RATE * batch / LARGEST_BATCH);
    RunConfiguration planned = read(set, request);
    return new Plan(images, planned, trainings(planned));
  }

  private static TrainingSettings trainings(RunConfiguration planned) {
    if (planned.evaluator() instanceof TrainingSettings settings) {
      return settings;
    }
    throw Impossible.because(
        "evaluator.type",
        "evaluator.type must stay as in %s: there is no table of results for your images"
            .formatted(FILE));
  }

  /**
   * The strategy and the predictor unless others are asked for. The file alone is no configuration:
   * the images are missing.
   */
  public StandardModules standard() throws IOException {
    Map<String, String> named =
        ConfigurationFile.settings(Files.readString(configurations.folder().resolve(FILE)));
    return new StandardModules(named.get("strategy.type"), named.get("predictor.type"));
  }

  private RunConfiguration read(List<String> planned, Request request) {
    List<String> all = new ArrayList<>(planned);
    all.addAll(request.overrides());
    return configurations.read(configurations.folder().resolve(FILE), all);
  }

  /**
   * The benchmark's batch of 256 is for 50,000 images; of fewer a power of two that leaves an epoch
   * some twenty steps, with the learning rate in proportion (docs/adr/0025).
   */
  private static int batch(double images) {
    int most = (int) Math.max(SMALLEST_BATCH, images / STEPS);
    return Math.min(LARGEST_BATCH, Integer.highestOneBit(most));
  }

  /**
   * Forecasts the seconds of a training of the search and of a final one, by a cell of some cost.
   */
  public Forecast forecast(Plan plan) throws IOException {
    return Forecast.of(
        python.runtime(),
        benchmarks.space(plan.configuration().space()),
        plan.images(),
        plan.configuration(),
        plan.settings());
  }

  private static String key(Path root) {
    return Optional.ofNullable(root.getFileName())
        .map(name -> name.toString().replaceAll("[^\\w-]", "_"))
        .orElse("images");
  }

  /** As YAML reads a text. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
