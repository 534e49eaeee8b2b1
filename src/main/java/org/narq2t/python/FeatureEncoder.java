package org.narq2t.python;

import java.nio.FloatBuffer;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/** The feature tensors of a space on one data set, as {@link TorchRanker} hands them to Python. */
public record FeatureEncoder(SearchSpace space, Task dataset) {

  /** (n, N, P, P): the shape of the tensors of n architectures. */
  int[] shape(int n) {
    return new int[] {n, space.patches(), space.patchSize(), space.patchSize()};
  }

  /** Puts the raw tensors of these architectures one after the other, row-major. */
  void encode(int[] architectures, FloatBuffer out) {
    for (int architecture : architectures) {
      space.encode(architecture, dataset, out);
    }
  }
}
