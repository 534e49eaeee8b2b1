package org.narq2t.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KeepingProbabilityTest {

  /** From a table of the normal distribution. */
  @Test
  void deviationsBelowALimitAreProbabilities() {
    assertThat(KeepingProbability.below(0)).isEqualTo(.5);
    assertThat(KeepingProbability.below(1)).isCloseTo(.8413447, within(1e-6));
    assertThat(KeepingProbability.below(-1.96)).isCloseTo(.0249979, within(1e-6));
    assertThat(KeepingProbability.below(40)).isEqualTo(1);
  }
}
