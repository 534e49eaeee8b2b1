package org.narq2t.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.narq2t.space.nasbench201.NasBench201;

class RestrictedSpaceTest {

  private static final NasBench201 WHOLE = new NasBench201();
  private static final RestrictedSpace PART =
      new RestrictedSpace(WHOLE, new int[] {5, 6_111, 15_624});

  @Test
  void numbersItsMembersWithoutGaps() {
    assertThat(PART.size()).isEqualTo(3);
    assertThat(PART.describe(1)).isEqualTo(WHOLE.describe(6_111));
    assertThat(PART.indexOf(WHOLE.describe(15_624))).isEqualTo(2);
    assertThat(PART.totalFlops(Dataset.CIFAR10)[0]).isEqualTo(WHOLE.totalFlops(Dataset.CIFAR10)[5]);
    assertThat(PART.operatorCounts(1)).isEqualTo(WHOLE.operatorCounts(6_111));
    FloatBuffer own = FloatBuffer.allocate(WHOLE.featureLength());
    FloatBuffer same = FloatBuffer.allocate(WHOLE.featureLength());
    PART.encode(2, Dataset.CIFAR10, own);
    WHOLE.encode(15_624, Dataset.CIFAR10, same);
    assertThat(own.flip()).isEqualTo(same.flip());
  }

  @Test
  void drawsItsMembersAndNothingElse() {
    int[] codes = WHOLE.codes(6_111);
    int[] next = {0};
    RandomGenerator random = new RandomStreams(1).stream(RandomStreams.Name.SAMPLING, 0);

    OptionalInt member = PART.draw(() -> 4, () -> codes[next[0]++], random);
    OptionalInt unknown = PART.draw(() -> 4, () -> 0, random);

    assertThat(member).hasValue(1);
    assertThat(unknown).isEmpty();
    assertThatThrownBy(() -> PART.indexOf(WHOLE.describe(0)))
        .hasMessageContaining("the table does not know");
  }
}
