package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The answer of a search on the real table with a limit. */
class RunAnswerTest {
  private static List<String> answer(double latencyMs, double energyMj) {
    ReportedCell cell =
        new ReportedCell(
            "|cell|", "validation", 91.09, 94.05, 2, 8_813, 93.1, 0.55, latencyMs, energyMj, false);
    return new RunAnswer(
            16,
            "nasbench201",
            "cifar10",
            1,
            "sequential",
            "real",
            "sequential",
            "gp",
            30,
            9,
            List.of(cell),
            List.of(),
            "edgegpu",
            9,
            null,
            null,
            null,
            null,
            "run-16.html")
        .toText()
        .lines()
        .toList();
  }

  @Test
  void theAnswerHasWhatTheNetworkCostsOnTheDevice() {
    assertThat(answer(4.7169, 22.5))
        .containsExactly(
            "|cell|",
            "  test 94.05 %, validation 91.09 %, rule: validation",
            "  place 2 of 8,813; random search: 93.10±0.55 %",
            "  4.717 ms, 22.500 mJ on edgegpu, measured",
            "  9 of the networks looked up broke a limit once measured",
            "Run 16: nasbench201, cifar10, seed 1, sequential with gp",
            "  30 queries, 9 s; page: run-16.html",
            "More: narq2t runs show 16");
    assertThat(answer(4.7169, Double.NaN)).contains("  4.717 ms on edgegpu, measured");
    assertThat(answer(Double.NaN, Double.NaN)).noneMatch(line -> line.contains("edgegpu"));
  }
}
