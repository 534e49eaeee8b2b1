package org.narq2t.predictor.renas;

import java.util.List;
import org.narq2t.benchmark.NeedsBenchmark;
import org.narq2t.predictor.PairTraining;
import org.narq2t.predictor.PredictorSettings;

/**
 * ReNAS (Xu et al., CVPR 2021); see {@code python/narq2t/predictors/renas.py}.
 *
 * @param channels of its 3 x 3 convolutions
 * @param hidden widths of the linear layers behind them
 * @param epochs over all that was looked up
 * @param batchSize architectures that are compared with each other
 * @param learningRate of Adam
 */
public record RenasSettings(
    List<Integer> channels, List<Integer> hidden, int epochs, int batchSize, double learningRate)
    implements PredictorSettings, NeedsBenchmark {

  public RenasSettings {
    channels = List.copyOf(channels);
    hidden = List.copyOf(hidden);
    PairTraining.requireConvolutions(channels, hidden);
    PairTraining.require(epochs, batchSize, learningRate);
  }

  @Override
  public String title() {
    return "ReNAS";
  }

  @Override
  public boolean deviates() {
    return false;
  }
}
