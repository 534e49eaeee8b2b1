package org.narq2t.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.narq2t.predictor.narq2t.ModelSettings.Attributes;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench201.NasBench201;

/** What is left out of the tensors of an ablation of the encoding (Fig. 10). */
class FeatureEncoderTest {
  private static final NasBench201 SPACE = new NasBench201();
  private static final int[] CONVOLUTIONS = {SPACE.size() - 1, 7_000};
  private static final int AREA = SPACE.patchSize() * SPACE.patchSize();

  private static float[] encoded(FeatureEncoder encoder) {
    FloatBuffer out = FloatBuffer.allocate(CONVOLUTIONS.length * SPACE.featureLength());
    encoder.encode(CONVOLUTIONS, out);
    assertThat(out.hasRemaining()).isFalse();
    return out.array();
  }

  @ParameterizedTest
  @EnumSource(Attributes.class)
  void onlyThePatchesOfAttributesThatAreLeftOutAreZero(Attributes attributes) {
    float[] whole = encoded(new FeatureEncoder(SPACE, Task.CIFAR10));
    float[] part = encoded(new FeatureEncoder(SPACE, Task.CIFAR10, attributes));

    for (int i = 0; i < whole.length; i++) {
      int patch = i / AREA % SPACE.patches();
      String attribute = patch == 0 ? "O" : patch % 2 == 1 ? "F" : "P";
      assertThat(part[i]).isEqualTo(attributes.name().contains(attribute) ? whole[i] : 0);
    }
  }

  /** 1 patch of types and 15 cells with one of FLOPs and one of parameters each. */
  @Test
  void typesStandInOnePatchAndFlopsAndParametersInFifteenEach() {
    float[] types = encoded(new FeatureEncoder(SPACE, Task.CIFAR10, Attributes.O));
    float[] flops = encoded(new FeatureEncoder(SPACE, Task.CIFAR10, Attributes.F));

    assertThat(patchesOf(types)).isEqualTo(1);
    assertThat(patchesOf(flops)).isEqualTo(15);
  }

  /** Patches of the first architecture that are not all zero. */
  private static long patchesOf(float[] tensor) {
    return java.util.stream.IntStream.range(0, SPACE.patches())
        .mapToObj(patch -> Arrays.copyOfRange(tensor, patch * AREA, (patch + 1) * AREA))
        .filter(patch -> !Arrays.equals(patch, new float[AREA]))
        .count();
  }
}
