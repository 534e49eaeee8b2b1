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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.narq2t.ledger.Split;
import org.narq2t.space.OfficialResults;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench101.Cell;
import org.narq2t.space.nasbench101.EnumeratedSpace;
import org.narq2t.space.nasbench101.NasBench101;
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
        public double accuracy(int architecture, Task dataset, Split split) {
          return architecture == 0 && split == Split.TEST ? 85.5 : Double.NaN;
        }

        @Override
        public double latency(int architecture, Task dataset) {
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

  private final NasBench101 cells = EnumeratedSpace.small();

  /** Knows the cells 1 and 3, and the test accuracy of 3. */
  private BenchmarkTable two() {
    double[] validation = new double[cells.size()];
    double[] test = new double[cells.size()];
    Arrays.fill(validation, Double.NaN);
    Arrays.fill(test, Double.NaN);
    validation[1] = 92.5;
    validation[3] = 93.75;
    test[3] = 91.25;
    return new InMemoryTable(validation, test);
  }

  private int[] known() {
    return two().known(Task.CIFAR10, Split.VALIDATION);
  }

  private static double seconds(int cell) {
    return cell == 3 ? 1234.5 : Double.NaN;
  }

  @Test
  void theCellsOfNasBench101AreWrittenAsTheAuthorsWriteThem() throws IOException {
    JsonNode golden =
        new ObjectMapper()
            .readTree(OfficialResults.file("nasbench101_vertice_example.json").toFile())
            .get(0);
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      new NasBench101Json(cells, two(), ExportTest::seconds).write(json, known(), n -> {});
    }
    JsonNode all = new ObjectMapper().readTree(text.toString());

    assertThat(all).hasSize(2);
    assertThat(all.get(1).properties().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrderElementsOf(
            golden.properties().stream().map(Map.Entry::getKey).toList());
    assertThat(all.get(1).get("unique_hash").asText()).isEqualTo(cells.describe(3));
    assertThat(all.get(1).get("avg_validation_accuracy").asDouble()).isEqualTo(0.9375);
    assertThat(all.get(1).get("avg_test_accuracy").asDouble()).isEqualTo(0.9125);
    assertThat(all.get(1).get("avg_training_time").asDouble()).isEqualTo(1234.5);
    assertThat(all.get(0).get("avg_test_accuracy").isNull()).isTrue();
    assertThat(all.get(0).get("avg_training_time").isNull()).isTrue();
    assertThat(all.get(0).get("vertex_flops")).hasSize(9);
  }

  @Test
  void theCellsOfNasBench101AreWrittenAsCsvThatItsImporterReads() throws IOException {
    StringBuilder csv = new StringBuilder();
    NasBench101Csv.write(cells, two(), ExportTest::seconds, known(), csv, n -> {});
    List<String> lines = csv.toString().lines().toList();

    assertThat(lines.get(0))
        .startsWith(
            "module_hash,adjacency,operations,validation_accuracy,test_accuracy,training_time,");
    assertThat(lines).hasSize(3);
    String[] row = lines.get(2).split("\"");
    String[] before = row[0].split(",");
    assertThat(cells.describe(3)).isEqualTo(before[0]);
    assertThat(cells.indexOf(parse(before[1], row[1]))).hasValue(3);
    assertThat(row[2])
        .isEqualTo(
            ",93.75,91.25,1234.5,%d,%d"
                .formatted(
                    cells.totalFlops(Task.CIFAR10)[3], cells.totalParameters(Task.CIFAR10)[3]));
    assertThat(lines.get(1)).contains("\",92.5,,,");
  }

  private static Cell parse(String adjacency, String operations) {
    List<String> names = List.of(operations.split(","));
    int[][] matrix = new int[names.size()][names.size()];
    for (int i = 0; i < adjacency.length(); i++) {
      matrix[i / names.size()][i % names.size()] = adjacency.charAt(i) - '0';
    }
    return Cell.parse(matrix, names);
  }
}
