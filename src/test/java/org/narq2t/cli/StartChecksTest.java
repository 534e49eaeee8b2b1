package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StartChecksTest {
  @Test
  void aTokenThatLooksLikeAnExpressionIsRefusedInsteadOfLost() {
    assertThat(StartChecks.expressions(Map.of("NARQ2T_TOKEN", "${abc}0123456789abcdef")))
        .hasValueSatisfying(
            why -> assertThat(why).startsWith("NARQ2T_TOKEN holds").doesNotContain("abc"));
    assertThat(
            StartChecks.expressions(
                Map.of("NARQ2T_TOKEN", "$abc{0123456789abcdef}", "PS1", "${debian_chroot}")))
        .isEmpty();
  }

  @Test
  void aHostThatIsNotHereIsToldInASentence() {
    assertThat(StartChecks.host("192.0.2.1")) // reserved for documents
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .startsWith("--host cannot be '192.0.2.1' (")
                    .endsWith("allowed: an address of this machine, 0.0.0.0 for all"));
    assertThat(StartChecks.host("300.1.1.1")).isPresent();
    assertThat(StartChecks.host("127.0.0.1")).isEmpty();
    assertThat(StartChecks.host("0.0.0.0")).isEmpty();
  }
}
