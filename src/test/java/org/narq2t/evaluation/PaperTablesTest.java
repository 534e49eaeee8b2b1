package org.narq2t.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.benchmark.Split;
import org.narq2t.space.Dataset;

class PaperTablesTest {

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
