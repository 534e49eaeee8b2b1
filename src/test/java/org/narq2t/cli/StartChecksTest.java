package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
  void aPathThatIsEmptyIsToldInASentence() {
    for (String name : new String[] {"NARQ2T_RUNS", "NARQ2T_PYTHON"}) {
      assertThat(StartChecks.paths(Map.of(name, "")))
          .hasValue(name + " is empty; set it to a path, or unset it for the default");
    }
    assertThat(StartChecks.paths(Map.of("NARQ2T_RUNS", "/tmp", "NARQ2T_TOKEN", ""))).isEmpty();
  }

  @Test
  void aPortOfTheFrameworkThatCannotBeIsToldInASentence() {
    for (String impossible : new String[] {"abc", "", "-1", "65536", "80808080"}) {
      assertThat(StartChecks.port(impossible))
          .hasValue(
              "QUARKUS_HTTP_PORT cannot be '"
                  + impossible
                  + "'; unset it, and choose the port by 'serve --port'");
    }
    assertThat(StartChecks.port(null)).isEmpty();
    assertThat(StartChecks.port("65535")).isEmpty();
  }

  @Test
  void aNumberOfThreadsThatCannotBeIsToldInASentence() {
    for (String impossible : new String[] {"two", "-1", "1.5", "", "1025", "99999999999", "٢"}) {
      assertThat(StartChecks.threads(impossible))
          .hasValue(
              "NARQ2T_PYTHON_THREADS cannot be '"
                  + impossible
                  + "'; allowed: 1 to 1,024 threads, 0 for torch's choice");
    }
    assertThat(StartChecks.threads(null)).isEmpty();
    assertThat(StartChecks.threads("0")).isEmpty();
    assertThat(StartChecks.threads("1024")).isEmpty();
  }

  @Test
  void aPortThatAnotherProgramHasIsToldInASentence() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = taken.getLocalPort();
      assertThat(StartChecks.port("127.0.0.1", port))
          .hasValueSatisfying(
              why ->
                  assertThat(why)
                      .startsWith("--port cannot be " + port + " (Address already in use")
                      .endsWith("; choose another, or 0 for any that is free"));
    }
    assertThat(StartChecks.port("127.0.0.1", port)).isEmpty();
    assertThat(StartChecks.port("127.0.0.1", 0)).isEmpty();
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
