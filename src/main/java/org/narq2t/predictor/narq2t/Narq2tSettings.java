package org.narq2t.predictor.narq2t;

import org.narq2t.benchmark.NeedsBenchmark;
import org.narq2t.configuration.Impossible;
import org.narq2t.predictor.PredictorSettings;

/**
 * NARQ2T: its network, its training, and the statistics that its tiers are counted in.
 *
 * @param tiers number of quality tiers; 0 trains a ranker without tiers
 */
public record Narq2tSettings(
    int tiers, ModelSettings model, TrainingSettings training, StatisticsSettings statistics)
    implements PredictorSettings, NeedsBenchmark {

  public Narq2tSettings {
    Impossible.unless(tiers == 0 || tiers >= 2, "tiers", tiers, "0 for none, or 2 or more");
    Impossible.unless(
        tiers > 0 || training.losses() != TrainingSettings.Losses.TIERS,
        "tiers",
        tiers,
        "2 or more, to learn nothing else");
  }

  /** The number of tiers that its network tells apart; 0 for none. */
  public int classified() {
    return training.losses() == TrainingSettings.Losses.RANKING ? 0 : tiers;
  }

  @Override
  public String title() {
    return model.decoder() == ModelSettings.Decoder.TIER_MEANS ? "NAR" : "NARQ2T";
  }

  @Override
  public double latencyWeight() {
    return training.lambdaLatency();
  }

  @Override
  public boolean needsBfloat16() {
    return training.precision() == TrainingSettings.Precision.BFLOAT16;
  }

  @Override
  public void requireFor(int trainingSet, int validationSet) {
    Impossible.unless(
        tiers <= Math.min(trainingSet, validationSet),
        "predictor.tiers",
        tiers,
        "at most the smaller of the training and the validation set");
    Impossible.unless(
        training.batchSize() <= trainingSet,
        "predictor.training.batch_size",
        training.batchSize(),
        "up to the training set, " + trainingSet);
  }

  @Override
  public boolean deviates() {
    return false;
  }
}
