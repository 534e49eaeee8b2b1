package org.narq2t.space.nasbench101;

import java.util.ArrayList;
import java.util.List;

/**
 * The cells that differ from one by a single change: another operator on a vertex, an edge more, an
 * edge less (what that cuts off is pruned), or a vertex more with one edge to it and one from it,
 * without which pruned cells could only shrink. They can have too many vertices or edges for the
 * space, and isomorphic ones occur more than once.
 */
final class CellChanges {
  private final Cell cell;
  private final int size;
  private final int[][] edges;
  private final int[] codes;
  private final List<Cell> found = new ArrayList<>();

  private CellChanges(Cell cell) {
    this.cell = cell;
    this.size = cell.vertices();
    this.edges = cell.adjacency();
    this.codes = new int[size];
    for (int vertex = 1; vertex < size - 1; vertex++) {
      codes[vertex] = cell.operator(vertex).code();
    }
  }

  static List<Cell> of(Cell cell) {
    CellChanges changes = new CellChanges(cell);
    changes.changeOperators();
    changes.changeEdges();
    if (changes.size < Cell.MAX_VERTICES) {
      changes.addVertices();
    }
    return changes.found;
  }

  private void changeOperators() {
    for (int vertex = 1; vertex < size - 1; vertex++) {
      int own = codes[vertex];
      for (codes[vertex] = 0; codes[vertex] < VertexOperator.count(); codes[vertex]++) {
        if (codes[vertex] != own) {
          add(edges, codes);
        }
      }
      codes[vertex] = own;
    }
  }

  /** Between any two vertices: an edge back is one too where no way leads forward. */
  private void changeEdges() {
    for (int from = 0; from < size - 1; from++) {
      for (int to = 1; to < size; to++) {
        boolean back = to < from && !leads(to, from) && to > 0;
        if (from < to || back) {
          edges[from][to] ^= 1;
          add(edges, codes);
          edges[from][to] ^= 1;
        }
      }
    }
  }

  private boolean leads(int from, int to) {
    boolean[] reached = new boolean[size];
    reached[from] = true;
    for (int vertex = from + 1; vertex <= to; vertex++) {
      for (int before = from; before < vertex; before++) {
        reached[vertex] |= reached[before] && cell.edge(before, vertex);
      }
    }
    return reached[to];
  }

  /** The new vertex is the last but one: the order is made good afterwards. */
  private void addVertices() {
    int output = size - 1;
    int[][] more = new int[size + 1][size + 1];
    int[] moreCodes = new int[size + 1];
    System.arraycopy(codes, 0, moreCodes, 0, output);
    for (int from = 0; from < output; from++) {
      System.arraycopy(edges[from], 0, more[from], 0, output);
      more[from][size] = edges[from][output];
    }
    for (int from = 0; from < output; from++) {
      for (int to = 1; to <= size; to++) {
        if (to != output && to != from && !(to < from && leads(to, from))) {
          more[from][output] = 1;
          more[output][to] = 1;
          for (moreCodes[output] = 0; moreCodes[output] < VertexOperator.count(); ) {
            add(more, moreCodes);
            moreCodes[output]++;
          }
          more[from][output] = 0;
          more[output][to] = 0;
        }
      }
    }
  }

  /** Puts the vertices in an order in which all edges lead forward, and prunes. */
  private void add(int[][] graph, int[] operators) {
    int count = graph.length;
    int[] order = new int[count];
    boolean[] placed = new boolean[count];
    int bits = 0;
    int[] ordered = new int[count];
    for (int place = 0; place < count; place++) {
      int next = place == count - 1 ? count - 1 : firstFree(graph, placed);
      placed[next] = true;
      order[place] = next;
      ordered[place] = operators[next];
      for (int before = 0; before < place; before++) {
        bits |= graph[order[before]][next] << Cell.edgeBit(before, place);
      }
    }
    CellPruning.prune(count, bits, ordered).ifPresent(packed -> found.add(new Cell(packed)));
  }

  /** The first vertex before the output into which no edge leads from one not placed yet. */
  private static int firstFree(int[][] graph, boolean[] placed) {
    int output = graph.length - 1;
    for (int vertex = 0; vertex < output; vertex++) {
      boolean free = !placed[vertex];
      for (int before = 0; before < output; before++) {
        free &= placed[before] || graph[before][vertex] == 0;
      }
      if (free) {
        return vertex;
      }
    }
    throw new IllegalStateException("a cell has no cycle");
  }
}
