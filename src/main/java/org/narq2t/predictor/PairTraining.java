package org.narq2t.predictor;

import java.util.List;
import org.narq2t.configuration.Impossible;

/** The conditions on the settings of predictors that learn from pairs of a batch. */
public final class PairTraining {
  private static final int WIDEST = 2048;

  private PairTraining() {}

  private static boolean isWidth(int width) {
    return width >= 1 && width <= WIDEST;
  }

  /**
   * @throws Impossible if an epoch, a pair or a step is lacking
   */
  public static void require(int epochs, int batchSize, double learningRate) {
    Impossible.unless(epochs >= 1, "epochs", epochs, "1 or more");
    Impossible.unless(batchSize >= 2, "batch_size", batchSize, "2 or more, to have a pair");
    Impossible.unless(learningRate > 0, "learning_rate", learningRate, "more than 0");
  }

  /**
   * Checks the layers of a convolutional network.
   *
   * @param channels of its convolutions
   * @param hidden widths of the linear layers behind them
   * @throws Impossible if it has no convolution, or a layer no width
   */
  public static void requireConvolutions(List<Integer> channels, List<Integer> hidden) {
    Impossible.unless(
        !channels.isEmpty() && channels.stream().allMatch(PairTraining::isWidth),
        "channels",
        channels,
        "at least one number, each 1 to " + WIDEST);
    Impossible.unless(
        hidden.stream().allMatch(PairTraining::isWidth),
        "hidden",
        hidden,
        "numbers, 1 to " + WIDEST);
  }
}
