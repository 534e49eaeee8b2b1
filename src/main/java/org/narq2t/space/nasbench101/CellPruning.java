package org.narq2t.space.nasbench101;

import java.util.OptionalInt;

/** Reduces a graph, whose edges are the bits of a {@link Cell}, to what computes its output. */
final class CellPruning {
  private CellPruning() {}

  /**
   * Removes the vertices that are not on a path from input to output.
   *
   * @param codes of the operators, by vertex; those of input and output are not read
   * @return the packed cell, or empty if there is no such path
   */
  static OptionalInt prune(int vertices, int edges, int[] codes) {
    int keep = onPath(vertices, edges);
    if (keep == 0) {
      return OptionalInt.empty();
    }
    int kept = 0;
    int prunedEdges = 0;
    int operators = 0;
    for (int vertex = 0; vertex < vertices; vertex++) {
      if ((keep >>> vertex & 1) == 0) {
        continue;
      }
      int incoming = Cell.predecessors(edges, vertex) & keep;
      int place = 0;
      int closed = 0; // the predecessors, without the gaps that removed vertices leave
      for (int rest = keep; rest != 0; rest &= rest - 1) {
        closed |= (incoming >>> Integer.numberOfTrailingZeros(rest) & 1) << place++;
      }
      prunedEdges |= closed << Cell.vertexShift(kept);
      if (vertex > 0 && vertex < vertices - 1) {
        operators = operators * VertexOperator.count() + codes[vertex];
      }
      kept++;
    }
    return OptionalInt.of(Cell.of(kept, prunedEdges, operators).packed());
  }

  /** The vertices on a path from input to output, as bits; 0 if there is no path. */
  static int onPath(int vertices, int edges) {
    int fromInput = 1;
    for (int vertex = 1; vertex < vertices; vertex++) {
      if ((Cell.predecessors(edges, vertex) & fromInput) != 0) {
        fromInput |= 1 << vertex;
      }
    }
    int toOutput = 1 << vertices - 1;
    for (int vertex = vertices - 1; vertex > 0; vertex--) {
      if ((toOutput >>> vertex & 1) == 1) {
        toOutput |= Cell.predecessors(edges, vertex);
      }
    }
    int both = fromInput & toOutput;
    return (both & 1) == 1 && both >>> vertices - 1 == 1 ? both : 0;
  }
}
