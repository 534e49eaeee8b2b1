package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.narq2t.run.Json;

class ImportReportTest {

  @Test
  void latenciesAreShownInMillisecondsWhateverTheTableKeepsThemIn() throws Exception {
    String column = "{\"unit\": \"%s\", \"known\": 2, \"missing\": 0, \"min\": %s, \"max\": %s}";
    String report =
        "{\"columns\": {\"cifar10_latency\": %s, \"cifar10_latency_pixel3\": %s, \"cifar10_test\": %s},"
                .formatted(
                    column.formatted("s", "0.0125", "0.025"),
                    column.formatted("ms", "3.5", "20"),
                    column.formatted("%", "10", "94.37"))
            + "\"optima\": {}, \"kind\": \"real\", \"seconds\": 1, \"notes\": [\"A note.\"]}";
    StringWriter printed = new StringWriter();

    ImportReport.print(new PrintWriter(printed), Json.MAPPER.readTree(report));

    assertThat(printed.toString().lines().map(line -> line.replaceAll("[ |]+", " ").strip()))
        .contains(
            "cifar10_latency 2 0 ms 12.5000 25.0000",
            "cifar10_latency_pixel3 2 0 ms 3.50000 20.0000",
            "cifar10_test 2 0 % 10.0000 94.3700",
            "Note: A note.");
  }
}
