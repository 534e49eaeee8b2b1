package org.narq2t.run;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.configuration.KebabCaseEnums;
import org.narq2t.predictor.narq2t.ModelSettings;
import org.narq2t.predictor.narq2t.Narq2tSettings;
import org.narq2t.predictor.narq2t.Ranker;
import org.narq2t.predictor.narq2t.TrainingSet;
import org.narq2t.predictor.narq2t.TrainingSettings;
import org.narq2t.python.FeatureEncoder;
import org.narq2t.python.PythonRuntime;
import org.narq2t.python.TorchRanker;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.RandomStreams.Name;
import org.narq2t.space.SearchSpace;

/** Makes the ranker of a run: the encoder of its architectures, and the settings as Python's. */
record ModelFactory(
    PythonRuntime python,
    Benchmark benchmark,
    RunConfiguration configuration,
    Narq2tSettings settings)
    implements Ranker.Factory {
  private static final float FLOPS_UNIT = 1e7f;
  private static final float PARAMETERS_UNIT = 1e5f;

  @Override
  public TorchRanker open(TrainingSet training, TrainingSet validation) {
    return new TorchRanker(
        python,
        new FeatureEncoder(benchmark.space(), configuration.dataset()),
        model(),
        optimiser(),
        KebabCaseEnums.spelling(configuration.device()),
        epoch -> seed(epoch + 1L),
        training,
        validation);
  }

  /** A model that scores with weights that were saved, while a run is being cancelled too. */
  TorchRanker scorer() {
    return TorchRanker.scorer(
        python,
        new FeatureEncoder(benchmark.space(), configuration.dataset()),
        model(),
        optimiser(),
        KebabCaseEnums.spelling(configuration.device()));
  }

  /** Fields of {@code ModelConfig} in model.py. */
  private Map<String, Object> model() {
    ModelSettings model = settings.model();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("n_patches", benchmark.space().patches());
    fields.put("patch_size", benchmark.space().patchSize());
    fields.put("d_model", model.dModel());
    fields.put("d_ffn", model.dFfn());
    fields.put("n_layers", model.layers());
    fields.put("n_heads", model.heads());
    fields.put("dropout", model.dropout());
    fields.put("n_tiers", settings.tiers());
    fields.put("d_score", model.scoreWidth());
    fields.put("d_tier", model.tierWidth());
    fields.put("normalisation", KebabCaseEnums.spelling(model.normalisation()));
    fields.put("decoder", KebabCaseEnums.spelling(model.decoder()));
    fields.put("latency", settings.training().lambdaLatency() > 0);
    fields.put(
        "feature_scale",
        switch (model.featureScale()) {
          case NONE -> "none";
          case MAXIMUM -> largestOfEachPatch();
          case UNITS -> unitOfEachPatch();
        });
    return fields;
  }

  /** Fields of {@code TrainingConfig} in training.py. */
  private Map<String, Object> optimiser() {
    TrainingSettings training = settings.training();
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
    return new RandomStreams(configuration.seed()).seed(Name.MODEL, step) & Long.MAX_VALUE;
  }

  /** N divisors, at least 1; goes through the known ones with one tensor in memory. */
  private List<Float> largestOfEachPatch() {
    SearchSpace space = benchmark.space();
    int area = space.patchSize() * space.patchSize();
    float[] largest = new float[space.patches()];
    FloatBuffer tensor = FloatBuffer.allocate(space.featureLength());
    for (int architecture : benchmark.known().toArray()) {
      space.encode(architecture, configuration.dataset(), tensor.clear());
      for (int i = 0; i < tensor.capacity(); i++) {
        largest[i / area] = Math.max(largest[i / area], tensor.get(i));
      }
    }
    List<Float> scale = new ArrayList<>();
    for (float value : largest) {
      scale.add(Math.max(1, value));
    }
    return scale;
  }

  /** N divisors: 1 for the operators of patch 0, then those of FLOPs and parameters in turn. */
  private List<Float> unitOfEachPatch() {
    return IntStream.range(0, benchmark.space().patches())
        .mapToObj(patch -> patch == 0 ? 1f : patch % 2 == 1 ? FLOPS_UNIT : PARAMETERS_UNIT)
        .toList();
  }
}
