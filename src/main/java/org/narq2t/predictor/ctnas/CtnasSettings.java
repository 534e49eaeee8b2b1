package org.narq2t.predictor.ctnas;

import org.narq2t.benchmark.NeedsBenchmark;
import org.narq2t.configuration.Impossible;
import org.narq2t.predictor.NetworkWeights;
import org.narq2t.predictor.PairTraining;
import org.narq2t.predictor.PredictorSettings;

/**
 * The comparator of CTNAS (Chen et al., CVPR 2021); see {@code python/narq2t/predictors/ctnas.py}.
 *
 * @param width of an embedding
 * @param layers graph convolutions
 * @param epochs over all that was looked up
 * @param batchSize architectures that are paired with each other
 * @param learningRate of Adam
 * @param weightDecay of Adam
 */
public record CtnasSettings(
    int width, int layers, int epochs, int batchSize, double learningRate, double weightDecay)
    implements PredictorSettings, NeedsBenchmark {

  public CtnasSettings {
    Impossible.unless(width >= 1, "width", width, "1 or more");
    NetworkWeights.require(layers, (double) width * width);
    PairTraining.require(epochs, batchSize, learningRate);
    Impossible.unless(weightDecay >= 0, "weight_decay", weightDecay, "0 or more");
  }

  @Override
  public String title() {
    return "CTNAS";
  }

  @Override
  public boolean deviates() {
    return false;
  }
}
