package org.narq2t.space.nasbench201;

import org.narq2t.space.CellGraph;

/**
 * A NAS-Bench-201 cell without what leads nowhere.
 *
 * @param codes of the operators on the six {@link NasBench201#EDGES}; {@code none} where an edge
 *     lies on no path from input to output
 */
record LiveCell(int[] codes) {
  private static final int OUTPUT = NasBench201.NODES - 1;

  static LiveCell of(int[] codes) {
    boolean[] reached = new boolean[NasBench201.NODES];
    boolean[] used = new boolean[NasBench201.NODES];
    reached[0] = true;
    used[OUTPUT] = true;
    for (int edge = 0; edge < codes.length; edge++) { // ascending by the node it leads to
      reached[to(edge)] |= isThere(codes[edge]) && reached[from(edge)];
    }
    for (int edge = codes.length - 1; edge >= 0; edge--) {
      used[from(edge)] |= isThere(codes[edge]) && used[to(edge)];
    }
    int[] live = new int[codes.length];
    for (int edge = 0; edge < codes.length; edge++) {
      live[edge] = reached[from(edge)] && used[to(edge)] ? codes[edge] : Operator.NONE.code();
    }
    return new LiveCell(live);
  }

  /**
   * A vertex for each operator but {@code skip_connect}, in the order of the edges; connected as
   * often as ways of nothing but {@code skip_connect} lead from the one to the other.
   */
  CellGraph graph() {
    int[] edgeOf = new int[codes.length];
    int operators = 0;
    for (int edge = 0; edge < codes.length; edge++) {
      if (isThere(codes[edge]) && !isSkip(edge)) {
        edgeOf[operators++] = edge;
      }
    }
    int size = operators + 2;
    int[] begins = new int[size]; // the node that a vertex reads
    int[] ends = new int[size]; // the node that it is added to
    int[] labels = new int[size];
    labels[0] = CellGraph.INPUT;
    labels[size - 1] = CellGraph.OUTPUT;
    begins[size - 1] = OUTPUT;
    for (int vertex = 1; vertex < size - 1; vertex++) {
      int edge = edgeOf[vertex - 1];
      labels[vertex] = codes[edge];
      begins[vertex] = from(edge);
      ends[vertex] = to(edge);
    }
    int[][] ways = skipWays();
    int[][] edges = new int[size][size];
    for (int first = 0; first < size - 1; first++) {
      for (int second = 1; second < size; second++) {
        edges[first][second] = ways[ends[first]][begins[second]];
      }
    }
    return new CellGraph(labels, edges);
  }

  /** How many ways of nothing but skips lead from a node to another, [from][to]; 1 to itself. */
  private int[][] skipWays() {
    int[][] ways = new int[NasBench201.NODES][NasBench201.NODES];
    for (int start = 0; start < NasBench201.NODES; start++) {
      ways[start][start] = 1;
      for (int edge = 0; edge < codes.length; edge++) {
        if (isSkip(edge)) {
          ways[start][to(edge)] += ways[start][from(edge)];
        }
      }
    }
    return ways;
  }

  private boolean isSkip(int edge) {
    return codes[edge] == Operator.SKIP_CONNECT.code();
  }

  private static boolean isThere(int code) {
    return code != Operator.NONE.code();
  }

  private static int from(int edge) {
    return NasBench201.EDGES.get(edge).from();
  }

  private static int to(int edge) {
    return NasBench201.EDGES.get(edge).to();
  }
}
