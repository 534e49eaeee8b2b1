package org.narq2t.predictor.convnet;

import java.util.List;
import org.narq2t.benchmark.NeedsBenchmark;
import org.narq2t.predictor.PairTraining;
import org.narq2t.predictor.PredictorSettings;

/**
 * The three-layer convolutional network of Table X; see {@code
 * python/narq2t/predictors/convnet.py}.
 *
 * @param channels of its 3 x 3 convolutions
 * @param hidden widths of the linear layers behind them
 * @param epochs over all that was looked up
 * @param batchSize architectures that are compared with each other
 * @param learningRate of Adam
 */
public record ConvNetSettings(
    List<Integer> channels, List<Integer> hidden, int epochs, int batchSize, double learningRate)
    implements PredictorSettings, NeedsBenchmark {

  public ConvNetSettings {
    channels = List.copyOf(channels);
    hidden = List.copyOf(hidden);
    PairTraining.requireConvolutions(channels, hidden);
    PairTraining.require(epochs, batchSize, learningRate);
  }

  @Override
  public String title() {
    return "ConvNet";
  }

  @Override
  public boolean deviates() {
    return false;
  }
}
