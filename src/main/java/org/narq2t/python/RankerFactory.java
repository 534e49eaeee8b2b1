package org.narq2t.python;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.narq2t.predictor.narq2t.Narq2tSettings;
import org.narq2t.predictor.narq2t.Ranker;
import org.narq2t.predictor.narq2t.TrainingSet;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.RandomStreams.Name;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * Makes the ranker of a run.
 *
 * @param named the settings by the names that they have in YAML
 * @param divisors of the patches of feature tensors; none leaves them as they are
 * @param device {@code auto}, {@code cpu} or {@code cuda}
 */
public record RankerFactory(
    PythonRuntime python,
    SearchSpace space,
    Task task,
    Narq2tSettings settings,
    Map<String, Object> named,
    List<Float> divisors,
    String device,
    RandomStreams streams)
    implements Ranker.Factory {

  @Override
  public TorchRanker open(TrainingSet training, TrainingSet validation) {
    return new TorchRanker(
        python, encoder(), model(), epoch -> seed(epoch + 1L), training, validation, true);
  }

  /** A ranker that scores with weights that were saved, while a run is being cancelled too. */
  public TorchRanker scorer() {
    TrainingSet none = new TrainingSet(new int[0], new double[0], new int[0], new double[0]);
    return new TorchRanker(python, encoder(), model(), epoch -> 0, none, none, false);
  }

  private FeatureEncoder encoder() {
    return new FeatureEncoder(space, task, settings.model().attributes());
  }

  private TorchRanker.Model model() {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("settings", named);
    arguments.put("patches", space.patches());
    arguments.put("patch_size", space.patchSize());
    arguments.put("divisors", divisors);
    arguments.put("seed", seed(0));
    arguments.put("device", device);
    return new TorchRanker.Model(
        settings.classified(), settings.training().lambdaLatency() > 0, arguments);
  }

  /** Stream 0 draws the initial weights, stream e + 1 the dropout of epoch e. */
  private long seed(long step) {
    return streams.seed(Name.MODEL, step) & Long.MAX_VALUE;
  }
}
