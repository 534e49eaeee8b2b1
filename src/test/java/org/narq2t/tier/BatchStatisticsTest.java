package org.narq2t.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench101.EnumeratedSpace;
import org.narq2t.space.nasbench101.NasBench101;
import org.narq2t.space.nasbench201.NasBench201;

class BatchStatisticsTest {

  @Test
  void binsSpanTheBatchAndTheMinimumIsInTheFirst() {
    // max - min = 10, step = 2, edges 12 14 16 18 20; an edge belongs to the bin below it
    TierCounts counts =
        TierCounts.binned(new long[] {10, 12, 15, 20, 13}, new int[] {0, 0, 1, 1, 0}, 2, 5, 1);
    assertThat(counts.values()).containsExactly(12, 14, 16, 18, 20);
    assertThat(counts.counts()[0]).containsExactly(2, 1, 0, 0, 0);
    assertThat(counts.counts()[1]).containsExactly(0, 0, 1, 0, 1);
    assertThat(counts.total(0)).isEqualTo(3);
    assertThat(counts.total()).isEqualTo(5);
  }

  @Test
  void theStepIsRoundedUpSoThatEdgesMayPassTheMaximum() {
    // max - min = 11, step = ceil(11 / 5) = 3
    TierCounts counts = TierCounts.binned(new long[] {1, 12}, new int[] {0, 0}, 1, 5, 1);
    assertThat(counts.values()).containsExactly(4, 7, 10, 13, 16);
    assertThat(counts.counts()[0]).containsExactly(1, 0, 0, 1, 0);
  }

  @Test
  void aBatchOfEqualValuesIsInTheFirstBin() {
    TierCounts counts = TierCounts.binned(new long[] {7, 7}, new int[] {0, 1}, 2, 3, 1);
    assertThat(counts.values()).containsExactly(8, 9, 10);
    assertThat(counts.counts()[0]).containsExactly(1, 0, 0);
    assertThat(counts.counts()[1]).containsExactly(1, 0, 0);
  }

  @Test
  void asReleasedCountsInMillionsOfFlopsAndThousandsOfParameters() {
    // index 0: 16,315,008 FLOPs, 129,306 parameters; index 1: 114,905,728 and 802,426
    BatchStatistics statistics = ofTheFirstTwo(Binning.AS_RELEASED);
    // 17 to 115: step ceil(98 / 5) = 20; 130 to 803: step ceil(673 / 5) = 135
    assertThat(statistics.flops().values())
        .containsExactly(37_000_000, 57_000_000, 77_000_000, 97_000_000, 117_000_000);
    assertThat(statistics.parameters().values())
        .containsExactly(265_000, 400_000, 535_000, 670_000, 805_000);
    assertThat(statistics.flops().counts()[1]).containsExactly(1, 0, 0, 0, 0);
    assertThat(statistics.flops().counts()[0]).containsExactly(0, 0, 0, 0, 1);
  }

  @Test
  void asPrintedCountsInOnes() {
    // step ceil(98,590,720 / 5) = 19,718,144
    assertThat(ofTheFirstTwo(Binning.AS_PRINTED).flops().values())
        .startsWith(16_315_008 + 19_718_144)
        .endsWith(114_905_728);
  }

  @Test
  void operatorsAreCountedByTierAndCode() {
    TierCounts operators = ofTheFirstTwo(Binning.AS_RELEASED).operators();
    assertThat(operators.values()).containsExactly(0, 1, 2, 3, 4);
    assertThat(operators.counts()[0]).containsExactly(0, 2, 0, 3, 1);
    assertThat(operators.counts()[1]).containsExactly(0, 3, 2, 0, 1);
    assertThat(operators.counts()[2]).containsOnly(0);
  }

  /** Cells of 2, 5 and 5 vertices, in tiers 1, 0 and 1: the interval is 2 to 5. */
  @Test
  void verticesAreCountedOverTheIntervalOfTheBatch() {
    NasBench101 space = EnumeratedSpace.small();
    int two = bySize(space, 2, 0);
    BatchStatistics statistics =
        BatchStatistics.of(
            new int[] {two, bySize(space, 5, 0), bySize(space, 5, 1)},
            new int[] {1, 0, 1},
            2,
            space,
            space.totalFlops(Task.CIFAR10),
            space.totalParameters(Task.CIFAR10),
            Binning.AS_RELEASED);
    assertThat(statistics.vertices().values()).containsExactly(2, 3, 4, 5);
    assertThat(statistics.vertices().counts()[0]).containsExactly(0, 0, 0, 1);
    assertThat(statistics.vertices().counts()[1]).containsExactly(1, 0, 0, 1);
  }

  private static int bySize(NasBench101 space, int vertices, int skip) {
    return IntStream.range(0, space.size())
        .filter(index -> space.vertices(index) == vertices)
        .skip(skip)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void thoseRecordedWithoutVerticesCanBeRead() throws Exception {
    ObjectMapper json = new ObjectMapper();
    ObjectNode old = json.valueToTree(ofTheFirstTwo(Binning.AS_RELEASED));
    old.remove("vertices");
    assertThat(json.treeToValue(old, BatchStatistics.class).vertices().values()).isEmpty();
  }

  @Test
  void surviveBeingWrittenAsJson() throws Exception {
    ObjectMapper json = new ObjectMapper();
    BatchStatistics statistics = ofTheFirstTwo(Binning.AS_RELEASED);
    BatchStatistics read =
        json.readValue(json.writeValueAsString(statistics), BatchStatistics.class);
    assertThat(read).usingRecursiveComparison().isEqualTo(statistics);
  }

  @Test
  void anEmptyBatchIsAnError() {
    assertThatThrownBy(
            () ->
                BatchStatistics.of(
                    new int[0],
                    new int[0],
                    5,
                    new NasBench201(),
                    new long[0],
                    new long[0],
                    Binning.AS_RELEASED))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Architecture 1 in tier 0, architecture 0 in tier 1, nothing in tier 2. */
  private static BatchStatistics ofTheFirstTwo(Binning binning) {
    NasBench201 space = new NasBench201();
    return BatchStatistics.of(
        new int[] {1, 0},
        new int[] {0, 1},
        3,
        space,
        space.totalFlops(Task.CIFAR10),
        space.totalParameters(Task.CIFAR10),
        binning);
  }
}
