package org.narq2t.space.nasbench101;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.narq2t.space.OfficialResults;
import org.narq2t.space.Results;
import org.narq2t.space.Task;

/** Results of NAS-Bench-101 in the formats that others read. */
class ResultFilesTest {
  private final NasBench101 cells = EnumeratedSpace.small();

  /** Of the cells 1 and 3, test accuracy and training time of 3 only. */
  private static final Results TWO =
      new Results() {
        @Override
        public double validation(int cell, Task task) {
          return cell == 3 ? 93.75 : 92.5;
        }

        @Override
        public double test(int cell, Task task) {
          return cell == 3 ? 91.25 : Double.NaN;
        }

        @Override
        public double latency(int cell, Task task) {
          return Double.NaN;
        }

        @Override
        public double trainingTime(int cell, Task task) {
          return cell == 3 ? 1234.5 : Double.NaN;
        }
      };

  private static final int[] KNOWN = {1, 3};

  @Test
  void theCellsOfNasBench101AreWrittenAsTheAuthorsWriteThem() throws IOException {
    JsonNode golden =
        new ObjectMapper()
            .readTree(OfficialResults.file("nasbench101_vertice_example.json").toFile())
            .get(0);
    StringWriter text = new StringWriter();
    new CellInformationJson().write(cells, TWO, KNOWN, text, n -> {});
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
    StringWriter csv = new StringWriter();
    new CellCsv().write(cells, TWO, KNOWN, csv, n -> {});
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
    return CellParser.parse(matrix, names);
  }
}
