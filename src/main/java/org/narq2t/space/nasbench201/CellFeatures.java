package org.narq2t.space.nasbench201;

import org.narq2t.space.Task;

/**
 * Feature tensors of the shape (31, 4, 4): the operator codes, then FLOPs and parameters of each of
 * the 15 cells, every value at [from][to] of its edge.
 */
final class CellFeatures {
  static final int PATCHES = 1 + 2 * CellCosts.CELLS;
  private static final int AREA = NasBench201.NODES * NasBench201.NODES;

  private CellFeatures() {}

  /** Those of the cell with these operators on its six edges, row-major. */
  static float[] of(int[] codes, Task dataset) {
    float[] tensor = new float[PATCHES * AREA];
    for (int edge = 0; edge < codes.length; edge++) {
      Operator operator = Operator.of(codes[edge]);
      int place =
          NasBench201.EDGES.get(edge).from() * NasBench201.NODES + NasBench201.EDGES.get(edge).to();
      tensor[place] = operator.code();
      for (int cell = 0; cell < CellCosts.CELLS; cell++) {
        int flopsPatch = 1 + 2 * cell;
        tensor[flopsPatch * AREA + place] = CellCosts.flops(operator, cell, dataset);
        tensor[(flopsPatch + 1) * AREA + place] = CellCosts.parameters(operator, cell);
      }
    }
    return tensor;
  }
}
