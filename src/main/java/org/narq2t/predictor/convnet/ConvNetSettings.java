package org.narq2t.predictor.convnet;

import java.util.List;
import org.narq2t.configuration.Impossible;
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
    implements PredictorSettings {

  public ConvNetSettings {
    channels = List.copyOf(channels);
    hidden = List.copyOf(hidden);
    Impossible.unless(
        !channels.isEmpty() && channels.stream().allMatch(width -> width >= 1),
        "channels",
        channels,
        "at least one number, each 1 or more");
    Impossible.unless(
        hidden.stream().allMatch(width -> width >= 1), "hidden", hidden, "numbers, 1 or more");
    Impossible.unless(epochs >= 1, "epochs", epochs, "1 or more");
    Impossible.unless(batchSize >= 2, "batch_size", batchSize, "2 or more, to have a pair");
    Impossible.unless(learningRate > 0, "learning_rate", learningRate, "more than 0");
  }
}
