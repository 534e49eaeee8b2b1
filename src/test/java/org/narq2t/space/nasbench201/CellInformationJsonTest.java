package org.narq2t.space.nasbench201;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.narq2t.space.ResultCsv;
import org.narq2t.space.Results;
import org.narq2t.space.Task;

/** The cell information dataset against the authors' own record of architecture 0. */
class CellInformationJsonTest {
  private static final Path GOLDEN = Path.of("../shared/data/nasbench201_vertice_example.json");

  private final NasBench201 space = new NasBench201();

  /** Knows one accuracy: structure alone is compared. */
  private static final Results EMPTY =
      new Results() {
        @Override
        public double validation(int architecture, Task task) {
          return Double.NaN;
        }

        @Override
        public double test(int architecture, Task task) {
          return architecture == 0 ? 85.5 : Double.NaN;
        }

        @Override
        public double latency(int architecture, Task task) {
          return Double.NaN;
        }

        @Override
        public double trainingTime(int architecture, Task task) {
          return Double.NaN;
        }
      };

  private int[] all() {
    return IntStream.range(0, space.size()).toArray();
  }

  private JsonNode exported() throws IOException {
    StringWriter text = new StringWriter();
    new CellInformationJson().write(space, EMPTY, all(), text, n -> {});
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

    StringWriter csv = new StringWriter();
    new ResultCsv().write(space, EMPTY, all(), csv, n -> {});
    assertThat(csv.toString().lines().skip(1).findFirst().orElseThrow())
        .startsWith(
            "0,|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1"
                + "|skip_connect~2|,,85.5,,16315008,129306,");
  }
}
