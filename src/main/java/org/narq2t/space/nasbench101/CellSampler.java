package org.narq2t.space.nasbench101;

import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/** Draws cells as the authors' code does. */
final class CellSampler {
  private CellSampler() {}

  /**
   * A previous vertex for each vertex, an operator for each interior one; then as many further
   * edges as there may be, each from any vertex to the same or a later one. An edge from the output
   * or to its own beginning is left out, as in the authors' code; what is not on a path from input
   * to output is pruned.
   *
   * @return the packed cell, or empty if nothing leads from input to output
   */
  static OptionalInt of(IntSupplier vertices, IntSupplier operatorCode, RandomGenerator random) {
    int count = vertices.getAsInt();
    int edges = 0;
    int[] codes = new int[count];
    for (int vertex = 1; vertex < count; vertex++) {
      edges |= 1 << Cell.edgeBit(random.nextInt(vertex), vertex);
      if (vertex < count - 1) {
        codes[vertex] = operatorCode.getAsInt();
      }
    }
    for (int rest = Cell.MAX_EDGES - (count - 1); rest > 0; rest--) {
      int from = random.nextInt(count);
      int to = from == count - 1 ? from : random.nextInt(from, count);
      if (to > from) {
        edges |= 1 << Cell.edgeBit(from, to);
      }
    }
    return CellPruning.prune(count, edges, codes);
  }
}
