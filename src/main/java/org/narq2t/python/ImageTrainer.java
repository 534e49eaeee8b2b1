package org.narq2t.python;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.narq2t.evaluator.training.NetworkSettings;
import org.narq2t.evaluator.training.RecipeSettings;
import org.narq2t.evaluator.training.Trainer;
import org.narq2t.evaluator.training.Training;
import org.narq2t.evaluator.training.TrainingSettings;
import org.narq2t.space.Task;

/** Trains networks in the embedded Python: {@code narq2t.training} behind the bridge. */
public final class ImageTrainer implements Trainer {
  private final PythonRuntime python;
  private final TrialArguments trials;

  /**
   * @param cache of the images
   * @param device {@code auto}, {@code cpu} or {@code cuda}
   */
  public ImageTrainer(
      PythonRuntime python,
      String space,
      Task task,
      Path cache,
      NetworkSettings network,
      String device) {
    this(python, new TrialArguments(space, task, cache, network, device));
  }

  private ImageTrainer(PythonRuntime python, TrialArguments trials) {
    this.python = python;
    this.trials = trials;
  }

  /**
   * The trainer of a run.
   *
   * @param caches the folder of the caches of images
   * @throws IllegalArgumentException if the images are not those that the run was planned for
   */
  public static ImageTrainer open(
      PythonRuntime python,
      Path caches,
      TrainingSettings settings,
      String space,
      Task task,
      String device) {
    Images images = Images.of(python, caches, settings.images());
    if (!images.digest().equals(settings.images().digest())) {
      throw new IllegalArgumentException(
          "The images in %s are not those that the run was planned for: put those back, or start a new run"
              .formatted(settings.images().root()));
    }
    return new ImageTrainer(python, space, task, images.cache(), settings.network(), device);
  }

  /** The same for networks of another size. */
  public ImageTrainer with(NetworkSettings other) {
    return new ImageTrainer(python, trials.with(other));
  }

  @Override
  public Training train(
      String cell, RecipeSettings recipe, long seed, Path checkpoint, Map<Integer, Double> rungs) {
    return training(python.save("train_network", training(cell, recipe, seed, checkpoint, rungs)));
  }

  /** The arguments of a training, see {@code narq2t.bridge.training}. */
  Map<String, Object> training(
      String cell, RecipeSettings recipe, long seed, Path checkpoint, Map<Integer, Double> rungs) {
    Map<String, Object> arguments = trials.of(cell, recipe, seed);
    arguments.put("checkpoint", checkpoint.toString());
    arguments.put(
        "rungs",
        rungs.entrySet().stream().map(r -> List.of(r.getKey(), r.getValue() / 100)).toList());
    return arguments;
  }

  /** What an observation of Python says. */
  static Training training(JsonNode trained) {
    List<Double> curve = new ArrayList<>();
    trained.get("curve").forEach(e -> curve.add(100 * e.get("validation_accuracy").asDouble()));
    JsonNode accuracy = trained.get("validation_accuracy");
    return new Training(
        trained.get("status").asText(),
        accuracy.isNull() ? Double.NaN : 100 * accuracy.asDouble(),
        trained.get("epochs").asInt(),
        trained.get("seconds").asDouble(),
        trained.get("reason").asText(),
        curve);
  }

  @Override
  public double testAccuracy(String cell, RecipeSettings recipe, long seed, Path checkpoint) {
    return 100 * judge(cell, recipe, seed, checkpoint, "test").get("accuracy").asDouble();
  }

  /**
   * The judgement of a trained network on a part of the images: accuracy, confusion, misclassified.
   */
  public JsonNode judge(
      String cell, RecipeSettings recipe, long seed, Path checkpoint, String part) {
    Map<String, Object> arguments = trials.of(cell, recipe, seed);
    arguments.put("checkpoint", checkpoint.toString());
    arguments.put("part", part);
    return python.call("evaluate_network", arguments);
  }

  /** The seconds that a training will take, from a few steps of it. */
  public double forecast(String cell, RecipeSettings recipe) {
    return python.call("forecast_training", trials.of(cell, recipe, 0)).get("seconds").asDouble();
  }

  /**
   * Writes a trained network with all that is needed to use it.
   *
   * @param card what its card says, see {@code export_network}
   * @return the names of the files
   */
  public List<String> export(
      String cell,
      RecipeSettings recipe,
      long seed,
      Path checkpoint,
      Map<String, Object> card,
      Path folder) {
    Map<String, Object> arguments = trials.of(cell, recipe, seed);
    arguments.put("checkpoint", checkpoint.toString());
    arguments.put("card", card);
    arguments.put("folder", folder.toString());
    List<String> names = new ArrayList<>();
    python.save("export_network", arguments).forEach(name -> names.add(name.asText()));
    return names;
  }

  @Override
  public void measure(List<String> cells, Path csv) {
    Map<String, Object> arguments = trials.measuring(cells);
    arguments.put("out", csv.toString());
    python.save("measure_latencies", arguments);
  }
}
