package org.narq2t.space.nasbench201;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.narq2t.space.OfficialResults;
import org.narq2t.space.Task;

class NasBench201CostsTest {

  private static final NasBench201 SPACE = new NasBench201();
  private static final Map<Task, String> PREFIXES =
      Map.of(
          Task.CIFAR10, "cifar10-valid",
          Task.CIFAR100, "cifar100",
          Task.IMAGENET16, "ImageNet16-120");

  @ParameterizedTest
  @FieldSource("org.narq2t.space.Task#PUBLISHED")
  void totalsAreThoseOfTheGoldenRecords(Task dataset) throws IOException {
    for (var golden : golden().properties()) {
      int index = SPACE.indexOf(golden.getValue().get("arch_str").asText());
      assertThat(index).isEqualTo(Integer.parseInt(golden.getKey()));
      assertThat(SPACE.totalFlops(dataset)[index])
          .isEqualTo(field(golden.getValue(), dataset, "total_flops").asLong());
      assertThat(SPACE.totalParameters(dataset)[index])
          .isEqualTo(field(golden.getValue(), dataset, "total_params").asLong());
    }
  }

  @ParameterizedTest
  @FieldSource("org.narq2t.space.Task#PUBLISHED")
  void featureTensorsAreThoseOfTheGoldenRecords(Task dataset) throws IOException {
    for (var golden : golden().properties()) {
      float[] expected = tensor(golden.getValue(), dataset);
      FloatBuffer encoded = FloatBuffer.allocate(496);
      SPACE.encode(Integer.parseInt(golden.getKey()), dataset, encoded);
      assertThat(encoded.hasRemaining()).isFalse();
      assertThat(encoded.array()).isEqualTo(expected);
    }
  }

  @Test
  void parametersFollowTheNumberOfConvolutions() {
    long[] parameters = SPACE.totalParameters(Task.CIFAR10);
    for (int index = 0; index < SPACE.size(); index++) {
      int[] counts = SPACE.operatorCounts(index);
      assertThat(parameters[index]).isEqualTo(73_306 + 28_000L * counts[2] + 243_040L * counts[3]);
    }
  }

  @Test
  void anArchitectureWithoutConvolutionsCostsOnlyTheNetworkAround() {
    int none = SPACE.indexOf("|none~0|+|none~0|none~1|+|none~0|none~1|none~2|");
    assertThat(SPACE.totalFlops(Task.CIFAR10)[none]).isEqualTo(7_877_248);
    assertThat(SPACE.totalFlops(Task.CIFAR100)[none]).isEqualTo(7_883_008);
    assertThat(SPACE.totalFlops(Task.IMAGENET16)[none]).isEqualTo(1_976_832);
    assertThat(SPACE.totalParameters(Task.CIFAR100)[none]).isEqualTo(79_156);
    assertThat(SPACE.totalParameters(Task.IMAGENET16)[none]).isEqualTo(80_456);
  }

  @Test
  void encodesOneArchitectureAfterTheOther() {
    FloatBuffer two = FloatBuffer.allocate(2 * SPACE.featureLength());
    SPACE.encode(15_623, Task.CIFAR100, two);
    SPACE.encode(15_624, Task.CIFAR100, two);
    FloatBuffer one = FloatBuffer.allocate(SPACE.featureLength());
    SPACE.encode(15_624, Task.CIFAR100, one);
    assertThat(two.hasRemaining()).isFalse();
    assertThat(two.slice(496, 496)).isEqualTo(one.flip());
    assertThat(SPACE.featureLength()).isEqualTo(31 * 4 * 4);
  }

  private static JsonNode golden() throws IOException {
    Path path = OfficialResults.file("nasbench201_vertice_example.json");
    return new ObjectMapper().readTree(path.toFile());
  }

  private static JsonNode field(JsonNode golden, Task dataset, String name) {
    return golden.get(PREFIXES.get(dataset) + "_" + name);
  }

  /** Patch 0 the operators, then FLOPs and parameters of each cell at [from][to]. */
  private static float[] tensor(JsonNode golden, Task dataset) {
    float[] tensor = new float[496];
    for (int from = 0; from < 4; from++) {
      for (int to = 0; to < 4; to++) {
        tensor[4 * from + to] = golden.get("cell_adjacency").get(from).get(to).intValue();
      }
    }
    int[] places = {1, 2, 6, 3, 7, 11};
    int patch = 1;
    for (var cell : field(golden, dataset, "opt_flops").properties()) {
      JsonNode parameters = field(golden, dataset, "opt_params").get(cell.getKey());
      for (int edge = 0; edge < 6; edge++) {
        tensor[16 * patch + places[edge]] = cell.getValue().get(edge).intValue();
        tensor[16 * (patch + 1) + places[edge]] = parameters.get(edge).intValue();
      }
      patch += 2;
    }
    assertThat(patch).isEqualTo(31);
    return tensor;
  }
}
