package org.narq2t.space.nasbench101;

import java.util.Arrays;

/**
 * The graphs that need no pruning, of 2 to some number of vertices and at most nine edges, with
 * every choice of operators, numbered without gaps: by number of vertices, then edges as bits, then
 * operators as a number in base 3.
 */
final class LabelledGraphs {

  private static final int NONE = -1;

  private final int[][] first = new int[Cell.MAX_VERTICES + 1][];
  private final int maxVertices;
  private final int size;

  LabelledGraphs(int maxVertices) {
    this.maxVertices = maxVertices;
    int place = 0;
    for (int vertices = 2; vertices <= maxVertices; vertices++) {
      int everyVertex = (1 << vertices) - 1;
      first[vertices] = new int[1 << vertices * (vertices - 1) / 2];
      Arrays.fill(first[vertices], NONE);
      for (int edges = 0; edges < first[vertices].length; edges++) {
        if (Integer.bitCount(edges) <= Cell.MAX_EDGES
            && CellPruning.onPath(vertices, edges) == everyVertex) {
          first[vertices][edges] = place;
          place += labellings(vertices);
        }
      }
    }
    this.size = place;
  }

  /** The number of labelled graphs. */
  int size() {
    return size;
  }

  /** The number of a cell, or -1 if it has too many vertices or edges. */
  int place(Cell cell) {
    if (cell.vertices() > maxVertices) {
      return NONE;
    }
    int start = first[cell.vertices()][cell.edges()];
    return start == NONE ? NONE : start + cell.operators();
  }

  /** The packed cells, by number. */
  int[] packed() {
    int[] packed = new int[size];
    for (int vertices = 2; vertices <= maxVertices; vertices++) {
      for (int edges = 0; edges < first[vertices].length; edges++) {
        int start = first[vertices][edges];
        for (int code = 0; start != NONE && code < labellings(vertices); code++) {
          packed[start + code] = Cell.of(vertices, edges, code).packed();
        }
      }
    }
    return packed;
  }

  /** The number of choices of operators. */
  static int labellings(int vertices) {
    return (int) Math.pow(VertexOperator.count(), vertices - 2);
  }
}
