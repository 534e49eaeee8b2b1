package org.narq2t.space.nasbench101;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.narq2t.space.Space;
import org.narq2t.space.SpaceContract;

class NasBench101ContractTest extends SpaceContract {
  private static final String C3 = "conv3x3-bn-relu";
  private static final NasBench101 SPACE = EnumeratedSpace.small();

  @Override
  protected Space space() {
    return SPACE;
  }

  /** An edge less can cut off more than a single step puts back. */
  @Override
  protected boolean leadsBack(int architecture, int neighbour) {
    return SPACE.vertices(neighbour) >= SPACE.vertices(architecture);
  }

  /** Input to output, beside it one 3 x 3: counted by hand. */
  @Test
  void neighboursOfASmallCell() {
    // edges 0-1, 1-2 and 0-2 of the matrix, row by row above the diagonal
    int cell = SPACE.indexOf(CellTest.cell("011001000", C3)).orElseThrow();
    int[] neighbours = SPACE.neighbours(cell);

    // two other operators; without 0-1 or 1-2 the bare edge, without 0-2 the bare chain
    assertThat(neighbours)
        .contains(
            SPACE.indexOf(CellTest.cell("011001000", "conv1x1-bn-relu")).orElseThrow(),
            SPACE.indexOf(CellTest.cell("011001000", "maxpool3x3")).orElseThrow(),
            SPACE.indexOf(CellTest.cell("0100")).orElseThrow(),
            SPACE.indexOf(CellTest.cell("010001000", C3)).orElseThrow());
    // a fourth vertex before, after or beside the first: 3 operators each
    assertThat(Arrays.stream(neighbours).filter(found -> SPACE.vertices(found) == 4)).hasSize(9);
    assertThat(neighbours).hasSize(4 + 9);
  }

  @Test
  void aCellGrowsFromTheSmallestToTheLargest() {
    int reached = SPACE.indexOf(CellTest.cell("0100")).orElseThrow();
    for (int vertices = 3; vertices <= 5; vertices++) {
      int wanted = vertices;
      reached =
          Arrays.stream(SPACE.neighbours(reached))
              .filter(neighbour -> SPACE.vertices(neighbour) == wanted)
              .findFirst()
              .orElseThrow();
    }
  }
}
