package org.narq2t.python;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.narq2t.configuration.SettingValues;
import org.narq2t.evaluator.training.NetworkSettings;
import org.narq2t.evaluator.training.RecipeSettings;
import org.narq2t.space.Task;

/**
 * What {@code narq2t.bridge} is told of the networks that are trained or measured.
 *
 * @param cache of the images
 * @param device {@code auto}, {@code cpu} or {@code cuda}
 */
record TrialArguments(String space, Task task, Path cache, NetworkSettings network, String device) {

  /** The same for networks of another size. */
  TrialArguments with(NetworkSettings other) {
    return new TrialArguments(space, task, cache, other, device);
  }

  /** Those of one training. */
  Map<String, Object> of(String cell, RecipeSettings recipe, long seed) {
    Map<String, Object> trial = new LinkedHashMap<>();
    trial.put("space", space);
    trial.put("cell", cell);
    trial.put("network", networkFields());
    trial.put("recipe", recipeFields(recipe));
    trial.put("seed", seed);
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("trial", trial);
    arguments.put("cache", cache.toString());
    arguments.put("device", device);
    return arguments;
  }

  /** Those of measuring latencies. */
  Map<String, Object> measuring(List<String> cells) {
    Map<String, Object> config = new LinkedHashMap<>();
    if (device.equals("cuda")) {
      config.put("runtime", "torch");
      config.put("device", "cuda");
    }
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("space", space);
    arguments.put("cells", cells);
    arguments.put("network", networkFields());
    arguments.put("config", config);
    return arguments;
  }

  private Map<String, Object> networkFields() {
    Map<String, Object> fields = SettingValues.named(network);
    fields.put("classes", task.classes());
    fields.put("image_channels", task.imageChannels());
    fields.put("resolution", task.imageSize());
    return fields;
  }

  private static Map<String, Object> recipeFields(RecipeSettings recipe) {
    Map<String, Object> fields = SettingValues.named(recipe);
    fields.put("padding", recipe.padding() < 0 ? null : recipe.padding());
    fields.remove("stop_worst"); // Python is told the rungs that follow from it
    return fields;
  }
}
