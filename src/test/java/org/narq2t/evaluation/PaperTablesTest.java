package org.narq2t.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.narq2t.ledger.Split;
import org.narq2t.space.Dataset;

class PaperTablesTest {

  @Test
  void tableOneHasAllRowsAsPrinted() {
    assertThat(PaperTables.tableI())
        .extracting(
            row ->
                "%s %s %s %s %s %s"
                    .formatted(
                        row.method(),
                        row.average(),
                        printed(row.best()),
                        printed(row.bestRank()),
                        printed(row.trainSeconds()),
                        printed(row.searchSeconds())))
        .containsExactly(
            "DARTS 92.21±0.61 93.02 13.47 - -",
            "ENAS 91.83±0.42 92.54 22.88 - -",
            "FairNAS 91.10±1.84 93.55 0.77 - -",
            "SPOS 89.85±3.80 93.84 0.07 - -",
            "FBNet 92.29±1.25 93.98 0.05 - -",
            "CTNAS† 93.93±0.12 94.14 0.02 188.37 750.97",
            "ReNAS† 93.93±0.09 94.02 0.09 73.68 -",
            "GMAE 93.98±0.15 93.99 0.14 - -",
            "G-EA 93.99±0.25 - - - 30128.32",
            "NAR (random) 94.06±0.04 94.10 0.03 255.86 53.51",
            "NAR (statistics) 94.07±0.09 94.19 0.01 292.61 189.94",
            "NARQ2T (random) 94.06±0.04 94.10 0.03 182.38 59.21",
            "NARQ2T (statistics) 94.11±0.04 94.17 0.02 205.30 209.17");
  }

  private static String printed(OptionalDouble value) {
    return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f", value.getAsDouble());
  }

  @Test
  void tableTwoHasAllRowsAsPrinted() {
    List<PaperRow> rows = PaperTables.tableII();
    assertThat(rows).hasSize(17);
    PaperRow narq2t = row(rows, "NARQ2T (average)");
    assertThat(narq2t.costSeconds()).hasValue(162.06);
    assertThat(narq2t.accuracy(Dataset.CIFAR10, Split.TEST)).hasToString("Optional[94.35±0.04]");
    assertThat(narq2t.accuracy(Dataset.IMAGENET16, Split.TEST)).contains(new Figure(46.93, 0.33));
    assertThat(row(rows, "GenNAS").accuracy(Dataset.CIFAR100, Split.VALIDATION)).isEmpty();
    assertThat(row(rows, "Optimal").costSeconds()).isEmpty();
    assertThat(row(rows, "Optimal").accuracy(Dataset.CIFAR10, Split.TEST))
        .hasToString("Optional[94.37]");
  }

  @Test
  void tableThreeHasLatencies() {
    List<PaperRow> rows = PaperTables.tableIII();
    assertThat(rows).hasSize(5);
    assertThat(row(rows, "NARQ2TLat").latency(Dataset.IMAGENET16))
        .contains(new PaperRow.Latency(2.74, 0.14, 0.36));
    assertThat(row(rows, "NARQ2T").latency(Dataset.CIFAR10)).isEmpty();
  }

  @Test
  void tableNineHasAllRowsAsPrinted() {
    assertThat(PaperTables.tableIX())
        .extracting(
            row ->
                "%d %s %s %s %.0f%% %.0f%%"
                    .formatted(
                        row.factor(),
                        row.validation(),
                        row.test(),
                        row.rmseMs(),
                        100 * row.within5Percent(),
                        100 * row.within10Percent()))
        .containsExactly(
            "1 91.29±0.25 94.17±0.19 1.80±0.51 40% 64%",
            "2 91.40±0.22 94.21±0.18 1.63±0.57 44% 72%",
            "3 91.29±0.26 94.13±0.21 1.78±0.37 36% 56%",
            "4 91.27±0.18 94.17±0.19 1.65±0.52 44% 64%",
            "5 91.44±0.23 94.29±0.19 1.66±0.57 44% 64%",
            "6 91.35±0.21 94.25±0.14 1.62±0.63 36% 72%",
            "7 91.44±0.09 94.31±0.07 1.40±0.47 52% 84%",
            "8 91.45±0.07 94.29±0.07 1.48±0.58 40% 76%",
            "9 91.39±0.15 94.22±0.20 1.38±0.28 52% 84%",
            "10 91.45±0.11 94.26±0.10 1.54±0.59 44% 72%");
  }

  @Test
  void theAuthorsRunsOfNarLatGiveTheErrorsOfTableThree() {
    PaperRow narLat = row(PaperTables.tableIII(), "NARLat");
    for (Dataset dataset : Dataset.values()) {
      double mean =
          PaperTables.NARLAT_RMSES.get(dataset).stream()
              .mapToDouble(v -> v)
              .average()
              .orElseThrow();
      assertThat(mean).isCloseTo(narLat.latency(dataset).orElseThrow().rmseMs(), within(0.0051));
    }
  }

  @Test
  void theAuthorsRunsGiveTheirPrintedFiguresWithDivisorN() {
    SeedSummary cifar100 =
        SeedSummary.of(
            72.8800, 72.7600, 73.1400, 73.2200, 72.2400, 72.9933, 72.3733, 73.1400, 73.5133,
            72.6667);
    assertThat(cifar100).hasToString("72.89±0.37");
    assertThat(cifar100.sampleDeviation()).isCloseTo(0.39, within(0.005));
    assertThat(row(PaperTables.tableII(), "NAR (average)").accuracy(Dataset.CIFAR100, Split.TEST))
        .hasToString("Optional[%s]".formatted(cifar100));
  }

  private static PaperRow row(List<PaperRow> rows, String method) {
    return rows.stream().filter(row -> row.method().equals(method)).findFirst().orElseThrow();
  }
}
