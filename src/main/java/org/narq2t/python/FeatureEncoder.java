package org.narq2t.python;

import java.nio.FloatBuffer;
import org.narq2t.predictor.narq2t.ModelSettings.Attributes;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * The feature tensors of a space on one data set, as {@link TorchRanker} hands them to Python.
 *
 * @param attributes what they say of the operators; patches of others are zero
 */
public record FeatureEncoder(SearchSpace space, Task dataset, Attributes attributes) {

  /** Of tensors that say all. */
  public FeatureEncoder(SearchSpace space, Task dataset) {
    this(space, dataset, Attributes.OFP);
  }

  /** (n, N, P, P): the shape of the tensors of n architectures. */
  int[] shape(int n) {
    return new int[] {n, space.patches(), space.patchSize(), space.patchSize()};
  }

  /** Puts the raw tensors of these architectures one after the other, row-major. */
  void encode(int[] architectures, FloatBuffer out) {
    for (int architecture : architectures) {
      int begin = out.position();
      space.encode(architecture, dataset, out);
      if (attributes != Attributes.OFP) {
        leaveOut(out, begin);
      }
    }
  }

  private void leaveOut(FloatBuffer out, int begin) {
    int area = space.patchSize() * space.patchSize();
    for (int i = 0; i < space.featureLength(); i++) {
      if (!attributes.tell(i / area)) {
        out.put(begin + i, 0);
      }
    }
  }
}
