package org.narq2t.space.nasbench101;

import java.util.List;
import java.util.OptionalInt;

/** Reads a cell as the official files and people write it, and says what is wrong with one. */
public final class CellParser {
  private CellParser() {}

  /**
   * The cell of a graph: what is not on a path from input to output is pruned.
   *
   * @param adjacency square, [from][to], 0 or 1, nothing on or below the diagonal
   * @param operations official names of the vertices, from {@code input} to {@code output}
   * @throws InvalidCell if it is none of the space
   */
  public static Cell parse(int[][] adjacency, List<String> operations) {
    int vertices = adjacency.length;
    if (vertices < 2 || vertices > Cell.MAX_VERTICES) {
      throw new InvalidCell("a cell has 2 to 7 vertices, not " + vertices);
    }
    if (operations.size() != vertices) {
      throw new InvalidCell("%d operations for %d vertices".formatted(operations.size(), vertices));
    }
    if (!operations.get(0).equals(VertexOperator.INPUT)
        || !operations.get(vertices - 1).equals(VertexOperator.OUTPUT)) {
      throw new InvalidCell(
          "the first operation is 'input' and the last is 'output', not '%s' and '%s'"
              .formatted(operations.get(0), operations.get(vertices - 1)));
    }
    int[] codes = new int[vertices];
    for (int vertex = 1; vertex < vertices - 1; vertex++) {
      codes[vertex] = VertexOperator.parse(operations.get(vertex)).code();
    }
    int edges = edges(adjacency);
    OptionalInt pruned = CellPruning.prune(vertices, edges, codes);
    if (pruned.isEmpty()) {
      throw new InvalidCell("there is no path from input to output");
    }
    Cell cell = new Cell(pruned.getAsInt());
    if (cell.edgeCount() > Cell.MAX_EDGES) {
      throw new InvalidCell("a cell has at most 9 edges, not " + cell.edgeCount());
    }
    return cell;
  }

  private static int edges(int[][] adjacency) {
    int edges = 0;
    for (int from = 0; from < adjacency.length; from++) {
      if (adjacency[from].length != adjacency.length) {
        throw new InvalidCell(
            "the matrix is not square: row %d has %d entries".formatted(from, adjacency.length));
      }
      for (int to = 0; to < adjacency.length; to++) {
        int entry = adjacency[from][to];
        if (entry != 0 && (entry != 1 || to <= from)) {
          throw new InvalidCell(
              "entry [%d][%d] is %d: entries are 0 or 1, and 0 on and below the diagonal"
                  .formatted(from, to, entry));
        }
        if (entry == 1) {
          edges |= 1 << Cell.edgeBit(from, to);
        }
      }
    }
    return edges;
  }
}
