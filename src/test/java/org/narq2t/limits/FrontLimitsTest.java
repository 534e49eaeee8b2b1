package org.narq2t.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrontLimitsTest {
  /** Architecture i takes i ms, and 9 was not measured. */
  private static double latencyMs(int architecture) {
    return architecture == 9 ? Double.NaN : architecture;
  }

  private static final int[] MEASURED = {5, 1, 9, 2, 4, 3};

  /** Of 1 to 5 ms: round 1 at .6180340 of the way, round 2 at 1.2360680 - 1. */
  @Test
  void everyRoundHasAnotherLimitAmongWhatWasMeasured() {
    FrontLimits limits = new FrontLimits(0);
    assertThat(limits.ofRound(1, MEASURED, FrontLimitsTest::latencyMs).orElseThrow())
        .isCloseTo(1 + 4 * .6180340, within(1e-6));
    assertThat(limits.ofRound(2, MEASURED, FrontLimitsTest::latencyMs).orElseThrow())
        .isCloseTo(1 + 4 * .2360680, within(1e-6));
  }

  @Test
  void everyEighthHasTheLoosest() {
    assertThat(new FrontLimits(0).ofRound(8, MEASURED, FrontLimitsTest::latencyMs)).isEmpty();
    assertThat(new FrontLimits(3).ofRound(8, MEASURED, FrontLimitsTest::latencyMs)).hasValue(3);
  }

  /** Of 1, 2, 3 ms. */
  @Test
  void noneIsLooserThanTheUsers() {
    FrontLimits limits = new FrontLimits(3);
    assertThat(limits.ofRound(1, MEASURED, FrontLimitsTest::latencyMs).orElseThrow())
        .isCloseTo(1 + 2 * .6180340, within(1e-6));
    assertThat(new FrontLimits(.5).ofRound(1, MEASURED, FrontLimitsTest::latencyMs)).hasValue(.5);
  }

  /** Of 99 rounds each tenth of the latencies gets its share. */
  @Test
  void theyAreSpreadEvenly() {
    int[] tenths = new int[10];
    IntStream.range(1, 100)
        .filter(round -> round % 8 != 0)
        .mapToDouble(
            round ->
                new FrontLimits(0)
                    .ofRound(round, MEASURED, FrontLimitsTest::latencyMs)
                    .orElseThrow())
        .forEach(ms -> tenths[(int) ((ms - 1) / 4 * 10)]++);
    assertThat(IntStream.of(tenths)).allMatch(rounds -> rounds >= 7 && rounds <= 10);
  }
}
