package org.narq2t.space.nasbench101;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.narq2t.space.RandomStreams;

class CellTest {

  private static final String C3 = "conv3x3-bn-relu";
  private static final String C1 = "conv1x1-bn-relu";
  private static final String MP = "maxpool3x3";

  /** A cell from its row-major matrix and the operators between input and output. */
  static Cell cell(String matrix, String... interior) {
    int vertices = (int) Math.sqrt(matrix.length());
    int[][] adjacency = new int[vertices][vertices];
    for (int i = 0; i < matrix.length(); i++) {
      adjacency[i / vertices][i % vertices] = matrix.charAt(i) - '0';
    }
    List<String> operations = new java.util.ArrayList<>(List.of(interior));
    operations.add(0, "input");
    operations.add("output");
    return CellParser.parse(adjacency, operations);
  }

  @Test
  void keepsAGraphThatNeedsNoPruning() {
    Cell cell = cell("0111000001000010000100000", C1, C3, MP);

    assertThat(cell.vertices()).isEqualTo(5);
    assertThat(cell.edgeCount()).isEqualTo(6);
    assertThat(cell.operations()).containsExactly("input", C1, C3, MP, "output");
    assertThat(cell.adjacency())
        .isDeepEqualTo(
            new int[][] {
              {0, 1, 1, 1, 0}, {0, 0, 0, 0, 1}, {0, 0, 0, 0, 1}, {0, 0, 0, 0, 1}, {0, 0, 0, 0, 0}
            });
    assertThat(cell.inDegree(4)).isEqualTo(3);
    assertThat(cell.inDegree(0)).isZero();
    assertThat(cell.edge(0, 4)).isFalse();
  }

  @Test
  void isWrittenAsItsMatrixAndItsOperations() {
    assertThat(cell("0100001000010000", C3, MP).text())
        .isEqualTo("0100001000010000 input,conv3x3-bn-relu,maxpool3x3,output");
  }

  @Test
  void prunesWhatIsNotOnAPathFromInputToOutput() {
    // vertices 3 and 4 lead nowhere, 5 comes from nowhere
    Cell cell = cell("0101000001000000000010000100000000000000010000000", C3, C1, MP, MP, C3);

    assertThat(cell).isEqualTo(cell("0100001000010000", C3, C1));
  }

  @Test
  void everyDrawnGraphPrunesToACellThatPrunesToItself() {
    RandomGenerator random = new RandomStreams(3).stream(RandomStreams.Name.SAMPLING, 0);
    for (int i = 0; i < 5_000; i++) {
      int vertices = random.nextInt(2, 8);
      int edges = random.nextInt(1 << vertices * (vertices - 1) / 2);
      int[] codes = new int[vertices];
      java.util.Arrays.setAll(codes, v -> random.nextInt(3));
      CellPruning.prune(vertices, edges, codes)
          .ifPresent(
              packed -> {
                Cell cell = new Cell(packed);
                if (cell.edgeCount() <= Cell.MAX_EDGES) {
                  assertThat(CellParser.parse(cell.adjacency(), cell.operations())).isEqualTo(cell);
                }
              });
    }
  }

  @Test
  void saysWhyAGraphIsNoCell() {
    assertThatThrownBy(() -> cell("0010"))
        .isInstanceOf(InvalidCell.class)
        .hasMessageContaining("[1][0] is 1");
    assertThatThrownBy(() -> cell("010000000", C3))
        .hasMessage("there is no path from input to output");
    assertThatThrownBy(() -> cell("010001000", "conv5x5"))
        .hasMessage(
            "unknown operator 'conv5x5'; allowed: conv3x3-bn-relu, conv1x1-bn-relu, maxpool3x3");
    assertThatThrownBy(() -> cell("010001000")).hasMessage("2 operations for 3 vertices");
    assertThatThrownBy(() -> cell("0120001000000000", C3, C3)).hasMessageContaining("[0][2] is 2");
    assertThatThrownBy(
            () -> CellParser.parse(new int[][] {{0, 1}, {0, 0}}, List.of("output", "input")))
        .hasMessageContaining("the first operation is 'input'");
    assertThatThrownBy(() -> CellParser.parse(new int[8][8], List.of()))
        .hasMessage("a cell has 2 to 7 vertices, not 8");
  }

  @Test
  void tenEdgesAreTooMany() {
    // all 10 edges of five vertices
    assertThatThrownBy(() -> cell("0111100111000110000100000", C3, C3, C3))
        .hasMessage("a cell has at most 9 edges, not 10");
  }
}
