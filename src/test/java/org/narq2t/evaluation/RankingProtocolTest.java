package org.narq2t.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.InMemoryTable;
import org.narq2t.evaluator.table.TableOracle;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Sampling;
import org.narq2t.space.Members;
import org.narq2t.space.Task;
import org.narq2t.space.TorchPermutation;
import org.narq2t.space.nasbench201.NasBench201;

/** On which of the 15,625 architectures a ranking is judged after a hundred were looked up. */
class RankingProtocolTest {
  private static final NasBench201 SPACE = new NasBench201();
  private static final int SIZE = 15_625;
  private static final Oracle ORACLE =
      new TableOracle(
          new Benchmark(
              SPACE, new InMemoryTable(new double[SIZE], new double[SIZE]), Members.all(SIZE)),
          Task.CIFAR10);
  private static final int[] LOOKED_UP = Arrays.copyOf(TorchPermutation.of(SIZE, 7), 100);
  private static final Ledger LEDGER = lookedUp(LOOKED_UP);

  private static Ledger lookedUp(int... architectures) {
    Ledger ledger = new Ledger();
    ledger.begin(Purpose.TRAINING, List.of(), Sampling.NONE);
    ledger.add(
        Arrays.stream(architectures)
            .mapToObj(
                a ->
                    new Observation(
                        a,
                        SPACE.describe(a),
                        Purpose.TRAINING,
                        1,
                        Double.NaN,
                        0,
                        -1,
                        Double.NaN,
                        Observation.Status.DONE))
            .toList());
    return ledger;
  }

  private static int[] judged(RankingProtocol protocol, int heldOut) {
    return protocol.judged(ORACLE, LEDGER, 100, heldOut, 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"NAR_FORMER", "PINAT", "PAPER"})
  void someJudgeAllWithThoseThatWereLearntFrom(RankingProtocol protocol) {
    assertThat(judged(protocol, 0)).containsExactly(IntStream.range(0, SIZE).toArray());
  }

  /**
   * A convolution from node 1 alone leads nowhere, so the first cell computes what the other does.
   */
  @Test
  void heldOutLeavesOutWhatWasLookedUpAndWhatComputesTheSame() {
    int dead = cell("none", "none", "nor_conv_3x3", "skip_connect", "none", "none");
    int plain = cell("none", "none", "none", "skip_connect", "none", "none");
    int other = cell("none", "none", "none", "nor_conv_1x1", "none", "none");

    int[] judged = RankingProtocol.HELD_OUT.judged(ORACLE, lookedUp(dead), 1, 0, 1);

    assertThat(judged).doesNotContain(dead, plain).contains(other).hasSizeLessThan(SIZE - 1);
  }

  private static int cell(String to1, String to2, String from1, String to3, String b, String c) {
    return SPACE.indexOf(
        "|%s~0|+|%s~0|%s~1|+|%s~0|%s~1|%s~2|".formatted(to1, to2, from1, to3, b, c));
  }

  @Test
  void ofManyHeldOutOnesSomeAreDrawn() {
    int[] some = judged(RankingProtocol.HELD_OUT, 500);

    assertThat(some).hasSize(500).doesNotHaveDuplicates().doesNotContain(LOOKED_UP);
    assertThat(judged(RankingProtocol.HELD_OUT, 500)).containsExactly(some);
    assertThat(RankingProtocol.HELD_OUT.judged(ORACLE, LEDGER, 100, 500, 2)).isNotEqualTo(some);
  }

  @Test
  void flowerFormerJudgesHalfOfThemOfWhichNoneWasLookedUp() {
    int[] half = judged(RankingProtocol.FLOWERFORMER, 0);

    assertThat(half).hasSize(7_812).doesNotHaveDuplicates();
    assertThat(Arrays.stream(half).noneMatch(LEDGER::isPaid)).isTrue();
    assertThat(RankingProtocol.FLOWERFORMER.mostLookUps(SIZE)).isEqualTo(7_813);
  }

  /** Behind those that the data split of the seed begins with. */
  @Test
  void thePaperJudgesTheNextOnesOfTheSplit() {
    assertThat(RankingProtocol.PAPER.judged(ORACLE, LEDGER, 100, 50, 7))
        .containsExactly(Arrays.copyOfRange(TorchPermutation.of(SIZE, 7), 100, 150));
  }

  @Test
  void onlyProtocolsThatHoldOutCanBeToldHowMany() {
    assertThatThrownBy(() -> new EvaluationSettings(RankingProtocol.PINAT, 100))
        .hasMessageContaining("held_out cannot be 100");
    assertThat(new EvaluationSettings(RankingProtocol.HELD_OUT, 100).heldOut()).isEqualTo(100);
    assertThat(new EvaluationSettings(null, 0).protocol()).isEqualTo(RankingProtocol.PAPER);
  }
}
