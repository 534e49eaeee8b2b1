package org.narq2t.space.nasbench101;

import java.util.Arrays;

/**
 * Feature tensors of the shape (19, 7, 7): the operator codes, then FLOPs and parameters of each of
 * the nine cells of the network. Every edge carries the value of the vertex that it leads to, at
 * [from][to]; a smaller cell is padded with zeros before the output, which is always last (Sec.
 * III-A).
 */
final class CellFeatures {
  static final int PATCHES = 1 + 2 * CellCosts.CELLS;

  private CellFeatures() {}

  /** Those of a cell, row-major. */
  static float[] of(Cell cell) {
    CellCosts costs = new CellCosts(cell);
    float[] tensor = new float[PATCHES * Cell.MAX_VERTICES * Cell.MAX_VERTICES];
    long[] codes = new long[cell.vertices()];
    Arrays.setAll(codes, vertex -> code(cell, vertex));
    put(tensor, 0, cell, codes);
    for (int place = 0; place < CellCosts.CELLS; place++) {
      put(tensor, 1 + 2 * place, cell, costs.flops(place));
      put(tensor, 2 + 2 * place, cell, costs.parameters(place));
    }
    return tensor;
  }

  private static int code(Cell cell, int vertex) {
    if (vertex == 0) {
      return VertexOperator.INPUT_FEATURE;
    }
    return vertex == cell.output()
        ? VertexOperator.OUTPUT_FEATURE
        : cell.operator(vertex).featureCode();
  }

  private static void put(float[] tensor, int patch, Cell cell, long[] values) {
    int size = Cell.MAX_VERTICES;
    for (int to = 1; to < cell.vertices(); to++) {
      int column = to == cell.output() ? size - 1 : to;
      for (int from = 0; from < to; from++) {
        if (cell.edge(from, to)) {
          tensor[(patch * size + from) * size + column] = values[to];
        }
      }
    }
  }
}
