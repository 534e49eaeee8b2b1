package org.narq2t.experiment;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.narq2t.experiment.config.KebabCaseEnums;
import org.narq2t.experiment.config.ModelSettings;
import org.narq2t.experiment.config.ModelSettings.FeatureScale;
import org.narq2t.experiment.config.RunConfiguration;
import org.narq2t.experiment.config.TrainingSettings;
import org.narq2t.python.PythonRuntime;
import org.narq2t.python.SharedArray;
import org.narq2t.python.TorchRanker;
import org.narq2t.ranker.TrainingSet;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.RandomStreams.Name;
import org.narq2t.space.SearchSpace;

/** Makes the ranker of a run: the feature tensors of the space, and the settings as Python's. */
record ModelFactory(SearchSpace space, RunConfiguration configuration, RandomStreams streams) {

  TorchRanker open(PythonRuntime python, TrainingSet training, TrainingSet validation) {
    SharedArray features =
        SharedArray.floats(space.size(), space.patches(), space.patchSize(), space.patchSize());
    FloatBuffer all = features.floats();
    for (int a = 0; a < space.size(); a++) {
      space.encode(a, configuration.dataset(), all);
    }
    return new TorchRanker(
        python,
        features,
        model(features.floats()),
        optimiser(),
        KebabCaseEnums.spelling(configuration.device()),
        epoch -> seed(epoch + 1L),
        training,
        validation);
  }

  /** Fields of {@code ModelConfig} in model.py. */
  private Map<String, Object> model(FloatBuffer features) {
    ModelSettings model = configuration.model();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("n_patches", space.patches());
    fields.put("patch_size", space.patchSize());
    fields.put("d_model", model.dModel());
    fields.put("d_ffn", model.dFfn());
    fields.put("n_layers", model.layers());
    fields.put("n_heads", model.heads());
    fields.put("dropout", model.dropout());
    fields.put("n_tiers", configuration.tiers());
    fields.put("d_score", model.scoreWidth());
    fields.put("d_tier", model.tierWidth());
    fields.put("normalisation", KebabCaseEnums.spelling(model.normalisation()));
    fields.put("decoder", KebabCaseEnums.spelling(model.decoder()));
    fields.put("latency", configuration.training().lambdaLatency() > 0);
    fields.put(
        "feature_scale",
        model.featureScale() == FeatureScale.NONE ? "none" : largestOfEachPatch(features));
    return fields;
  }

  /** Fields of {@code TrainingConfig} in training.py. */
  private Map<String, Object> optimiser() {
    TrainingSettings training = configuration.training();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("betas", List.of(training.beta1(), training.beta2()));
    fields.put("eps", training.epsilon());
    fields.put("weight_decay", training.weightDecay());
    fields.put("lr_mul", training.learningRateFactor());
    fields.put("warmup_steps", training.warmupSteps());
    fields.put("lambda_latency", training.lambdaLatency());
    fields.put("lambda_rank", training.lambdaRank());
    fields.put("ranking_reduction", KebabCaseEnums.spelling(training.rankingReduction()));
    fields.put("seed", seed(0));
    return fields;
  }

  /** Stream 0 draws the initial weights, stream e + 1 the dropout of epoch e. */
  private long seed(long step) {
    return streams.seed(Name.MODEL, step) & Long.MAX_VALUE;
  }

  private List<Float> largestOfEachPatch(FloatBuffer features) {
    int area = space.patchSize() * space.patchSize();
    float[] largest = new float[space.patches()];
    for (int i = 0; features.hasRemaining(); i++) {
      int patch = i / area % largest.length;
      largest[patch] = Math.max(largest[patch], features.get());
    }
    List<Float> scale = new ArrayList<>();
    for (float value : largest) {
      scale.add(Math.max(1, value));
    }
    return scale;
  }
}
