package org.narq2t.cli;

import java.nio.FloatBuffer;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/** The raw feature tensor of an architecture, to be shown. */
final class FeatureTensor {
  private FeatureTensor() {}

  /** Shape (N, P, P). */
  static float[][][] of(SearchSpace space, int architecture, Task dataset) {
    float[] values = new float[space.featureLength()];
    space.encode(architecture, dataset, FloatBuffer.wrap(values));
    int p = space.patchSize();
    float[][][] tensor = new float[space.patches()][p][p];
    for (int i = 0; i < values.length; i++) {
      tensor[i / (p * p)][i / p % p][i % p] = values[i];
    }
    return tensor;
  }
}
