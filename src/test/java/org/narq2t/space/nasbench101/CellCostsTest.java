package org.narq2t.space.nasbench101;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.narq2t.space.OfficialResults;
import org.narq2t.space.Task;

class CellCostsTest {

  private static final String C3 = "conv3x3-bn-relu";
  private static final String C1 = "conv1x1-bn-relu";

  /** The authors' record of the first cell; every vertex in every cell, and both totals. */
  @Test
  void agreeWithTheGoldenRecordInEveryVertex() throws IOException {
    JsonNode golden = golden();
    CellCosts costs = new CellCosts(cell(golden));
    for (int place = 0; place < CellCosts.CELLS; place++) {
      String name = "stack%d/module%d".formatted(place / 3, place % 3);
      assertThat(costs.flops(place)).as(name).isEqualTo(longs(golden.at("/vertex_flops"), name));
      assertThat(costs.parameters(place))
          .as(name)
          .isEqualTo(longs(golden.at("/vertex_params"), name));
    }
    assertThat(costs.totalFlops())
        .isEqualTo(2_527_684_618L)
        .isEqualTo(golden.get("flops").asLong());
    assertThat(costs.totalParameters())
        .isEqualTo(8_555_530L)
        .isEqualTo(golden.get("trainable_parameters").asLong());
  }

  /** Expected channels come from running the official {@code compute_vertex_channels}. */
  @Test
  void theFirstVerticesTakeTheRemainderOfTheChannels() {
    Cell three = CellTest.cell("0111000001000010000100000", C1, C3, "maxpool3x3");
    assertThat(CellChannels.of(three, 128, 128)).containsExactly(128, 43, 43, 42, 128);
    assertThat(CellChannels.of(three, 128, 256)).containsExactly(128, 86, 85, 85, 256);
  }

  /** As above; vertices 3 and 4 take the most of their successors. */
  @Test
  void verticesThatDoNotFeedTheOutputTakeTheMostOfTheirSuccessors() {
    Cell cell =
        CellTest.cell("0100001001000100010010000100000001000000010000000", C3, C3, C3, C1, C1);
    assertThat(CellChannels.of(cell, 128, 128)).containsExactly(128, 43, 43, 42, 42, 42, 128);
    assertThat(CellChannels.of(cell, 128, 256)).containsExactly(128, 86, 85, 85, 85, 85, 256);
  }

  /**
   * Input to output alone: a 1 x 1 projection 128 to 128 on 32 x 32 pixels has 16,384 weights and
   * twice that per pixel; with a convolution beside it the projection is also added.
   */
  @Test
  void anEdgeFromInputToOutputIsProjectedAndAdded() {
    CellCosts alone = new CellCosts(CellTest.cell("0100"));
    assertThat(alone.parameters(0)).containsExactly(0, 16_384 + 256);
    assertThat(alone.flops(0)).containsExactly(0, 2 * 16_384 * 1_024);

    CellCosts beside = new CellCosts(CellTest.cell("011001000", C1));
    assertThat(beside.parameters(0)).containsExactly(0, 2 * (16_384 + 256), 16_384 + 256);
    assertThat(beside.flops(0))
        .containsExactly(0, 2 * 2 * 16_384 * 1_024, 2 * 16_384 * 1_024 + 128 * 1_024);
    // the first cell of the second stack projects 128 channels to 256 on 16 x 16 pixels
    assertThat(alone.parameters(3)).containsExactly(0, 128 * 256 + 512);
    assertThat(alone.flops(3)).containsExactly(0, 2 * 128 * 256 * 256);
  }

  @Test
  void parametersEqualThoseOfAllPublishedCells() {
    NasBench101 space = EnumeratedSpace.whole();
    long[] parameters = space.totalParameters(Task.CIFAR10);
    List<String[]> rows = OfficialResults.rows("nasbench101/nasbench101_20001.csv.gz");
    List<String> differing = new ArrayList<>();
    for (String[] row : rows) {
      int index = space.indexOf(row[0]);
      if (parameters[index] != Long.parseLong(row[1])) {
        differing.add(row[0]);
      }
    }
    assertThat(rows).hasSize(20_001);
    assertThat(differing).isEmpty();
  }

  /** Patch 0 by hand from the golden adjacency; patches 1 and 2 from its first cell. */
  @Test
  void theFeatureTensorCarriesTheValueOfTheVertexThatAnEdgeLeadsTo() {
    NasBench101 space = EnumeratedSpace.whole();
    float[] tensor = new float[space.featureLength()];
    space.encode(0, Task.CIFAR10, FloatBuffer.wrap(tensor));

    assertThat(space.featureLength()).isEqualTo(19 * 7 * 7);
    assertThat(patch(tensor, 0))
        .isDeepEqualTo(
            new float[][] {
              {0, 3, 0, 0, 3, 2, 0},
              {0, 0, 4, 0, 0, 0, 0},
              {0, 0, 0, 3, 0, 0, 5},
              {0, 0, 0, 0, 0, 2, 0},
              {0, 0, 0, 0, 0, 2, 0},
              {0, 0, 0, 0, 0, 0, 5},
              {0, 0, 0, 0, 0, 0, 0}
            });
    assertThat(patch(tensor, 1)[0]).containsExactly(0, 92_274_688, 0, 0, 92_274_688, 25_296_896, 0);
    assertThat(patch(tensor, 2)[3]).containsExactly(0, 0, 0, 0, 0, 12_544, 0);
    assertThat(patch(tensor, 18)[1]).containsExactly(0, 0, 0, 0, 0, 0, 0);
    assertThat(patch(tensor, 17)[2]).containsExactly(0, 0, 0, 75_497_472, 0, 0, 0);
  }

  @Test
  void aSmallerCellIsPaddedBeforeTheOutput() {
    NasBench101 space = EnumeratedSpace.small();
    int index = space.indexOf(CellTest.cell("011001000", C3)).orElseThrow();
    float[] tensor = new float[space.featureLength()];
    space.encode(index, Task.CIFAR10, FloatBuffer.wrap(tensor));

    assertThat(patch(tensor, 0)[0]).containsExactly(0, 3, 0, 0, 0, 0, 5);
    assertThat(patch(tensor, 0)[1]).containsExactly(0, 0, 0, 0, 0, 0, 5);
    assertThat(IntStream.range(2, 7).mapToObj(row -> patch(tensor, 0)[row]))
        .allMatch(row -> Arrays.equals(row, new float[7]));
  }

  private static float[][] patch(float[] tensor, int patch) {
    float[][] rows = new float[7][];
    Arrays.setAll(
        rows, row -> Arrays.copyOfRange(tensor, patch * 49 + row * 7, patch * 49 + row * 7 + 7));
    return rows;
  }

  private static JsonNode golden() throws IOException {
    return new ObjectMapper()
        .readTree(OfficialResults.file("nasbench101_vertice_example.json").toFile())
        .get(0);
  }

  private static Cell cell(JsonNode record) {
    JsonNode matrix = record.get("module_adjacency");
    int[][] adjacency = new int[matrix.size()][matrix.size()];
    for (int from = 0; from < adjacency.length; from++) {
      for (int to = 0; to < adjacency.length; to++) {
        adjacency[from][to] = matrix.get(from).get(to).asInt();
      }
    }
    List<String> operations = new ArrayList<>();
    record.get("module_operations").forEach(name -> operations.add(name.asText()));
    return CellParser.parse(adjacency, operations);
  }

  private static long[] longs(JsonNode object, String field) {
    JsonNode values = object.get(field);
    return IntStream.range(0, values.size()).mapToLong(i -> values.get(i).asLong()).toArray();
  }
}
