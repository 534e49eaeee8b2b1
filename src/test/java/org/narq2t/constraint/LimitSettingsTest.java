package org.narq2t.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitSettingsTest {

  @Test
  void limitsAreToldInWords() {
    assertThat(LimitSettings.NONE.text()).isEmpty();
    assertThat(new LimitSettings("pixel3", 12, 0, 60_000_000, 0, 1, false).text())
        .isEqualTo("≤ 12 ms on pixel3, ≤ 60,000,000 FLOPs");
    assertThat(new LimitSettings("edgegpu", 3.5, 25, 0, 1_500_000, 1, true).text())
        .isEqualTo(
            "front on edgegpu, ≤ 3.5 ms on edgegpu, ≤ 25 mJ on edgegpu, ≤ 1,500,000 parameters");
  }
}
