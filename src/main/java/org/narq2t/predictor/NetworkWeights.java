package org.narq2t.predictor;

import org.narq2t.configuration.Impossible;

/** How large the network of a predictor may be: one that memory cannot hold is refused at once. */
public final class NetworkWeights {
  /** 2 GB of float32, and three times as much for Adam. */
  private static final double MOST = 5e8;

  private NetworkWeights() {}

  /**
   * Checks a transformer, or another network of equal layers.
   *
   * @param inLayer weights of a layer
   * @throws Impossible naming {@code layers}
   */
  public static void require(int layers, double inLayer) {
    Impossible.unless(layers >= 1, "layers", layers, "1 or more");
    if (layers * inLayer > MOST) {
      throw Impossible.because(
          "layers",
          "layers cannot be %d with these widths: together they have more than 500 million weights"
              .formatted(layers));
    }
  }
}
