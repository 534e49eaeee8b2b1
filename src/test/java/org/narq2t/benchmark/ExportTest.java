package org.narq2t.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.space.Dataset;
import org.narq2t.space.nasbench201.NasBench201;

/** The cell information dataset against the authors' own record of architecture 0. */
class ExportTest {
  private static final Path GOLDEN = Path.of("../shared/data/nasbench201_vertice_example.json");

  private final NasBench201 space = new NasBench201();

  /** Knows nothing: structure alone is compared. */
  private final BenchmarkTable empty =
      new BenchmarkTable() {
        @Override
        public int size() {
          return space.size();
        }

        @Override
        public double accuracy(int architecture, Dataset dataset, Split split) {
          return architecture == 0 && split == Split.TEST ? 85.5 : Double.NaN;
        }

        @Override
        public double latency(int architecture, Dataset dataset) {
          return Double.NaN;
        }

        @Override
        public Provenance provenance() {
          return new Provenance("nasbench201", "real", "a test", "", "", "", "", "");
        }
      };

  private JsonNode exported() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      new CellInformationJson(space, empty).write(json, n -> {});
    }
    return new ObjectMapper().readTree(text.toString());
  }

  @Test
  void structureAgreesWithTheAuthorsRecordDigitForDigit() throws IOException {
    assumeTrue(Files.exists(GOLDEN), "no ../shared/data");
    JsonNode golden = new ObjectMapper().readTree(GOLDEN.toFile()).get("0");

    JsonNode all = exported();

    assertThat(all.size()).isEqualTo(15_625);
    assertThat(List.copyOf(all.get("0").properties()).stream().map(e -> e.getKey()))
        .containsExactlyElementsOf(golden.properties().stream().map(e -> e.getKey()).toList());
    golden
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().endsWith("_acc") && !field.getKey().endsWith("_latency")) {
                assertThat(all.get("0").get(field.getKey()))
                    .as(field.getKey())
                    .isEqualTo(field.getValue());
              }
            });
  }

  @Test
  void unknownValuesAreNullInJsonAndEmptyInCsv() throws IOException {
    JsonNode first = exported().get("0");
    assertThat(first.get("cifar10_test_acc").asDouble()).isEqualTo(85.5);
    assertThat(first.get("cifar10_val_acc").isNull()).isTrue();

    StringBuilder csv = new StringBuilder();
    TableCsv.write(space, empty, csv, n -> {});
    assertThat(csv.toString().lines().skip(1).findFirst().orElseThrow())
        .startsWith(
            "0,|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1"
                + "|skip_connect~2|,,85.5,,16315008,129306,");
  }
}
