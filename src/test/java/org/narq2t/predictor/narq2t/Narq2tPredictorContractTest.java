package org.narq2t.predictor.narq2t;

import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.PredictorContract;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.Space;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench201.NasBench201;

/** The paper's predictor around a ranker that needs no torch. */
class Narq2tPredictorContractTest extends PredictorContract {
  private static final NasBench201 SPACE = new NasBench201();
  private static final int TIERS = 3;
  private static final double[] WORTH = {-4, 0, 2, 3, -1};
  private static final Narq2tSettings SETTINGS =
      new Narq2tSettings(
          TIERS,
          new ModelSettings(
              8,
              8,
              1,
              1,
              0,
              8,
              8,
              ModelSettings.Normalisation.POST,
              ModelSettings.Decoder.GROUP_WISE,
              ModelSettings.FeatureScale.NONE,
              ModelSettings.Attributes.OFP),
          new TrainingSettings(
              5,
              20,
              0.07,
              30,
              0.9,
              0.99,
              1e-9,
              0.01,
              5,
              0,
              TrainingSettings.RankingReduction.MEAN,
              TrainingSettings.Losses.TIERS_AND_RANKING,
              TrainingSettings.Precision.FLOAT32),
          new StatisticsSettings(25, 1_000_000, 100_000, StatisticsSettings.Batches.BEST_EPOCH));

  @Override
  protected Space space() {
    return SPACE;
  }

  @Override
  protected double accuracy(int architecture) {
    int[] counts = SPACE.operatorCounts(architecture);
    double accuracy = 60 + architecture * 1e-6;
    for (int operator = 0; operator < counts.length; operator++) {
      accuracy += WORTH[operator] * counts[operator];
    }
    return accuracy;
  }

  @Override
  protected Predictor predictor(long seed) {
    return new Narq2tPredictor(
        SPACE,
        Task.CIFAR10,
        SETTINGS,
        new RandomStreams(seed),
        (training, validation) -> new LinearRanker(SPACE, TIERS, training, validation),
        architectures -> new double[0]);
  }
}
