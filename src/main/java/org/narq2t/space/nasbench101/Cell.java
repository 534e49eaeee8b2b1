package org.narq2t.space.nasbench101;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.narq2t.space.CellGraph;

/**
 * A cell of NAS-Bench-101: a directed acyclic graph from the input, vertex 0, to the output, the
 * last one. Every vertex lies on a path between them; edges go from lower to higher vertices.
 *
 * <p>It is packed into 32 bits. Bits 0-20 are the edges: x to y is bit x + y(y-1)/2, so the
 * predecessors of a vertex lie together. Bits 21-23 are the number of vertices. Bits 24-31 are the
 * operators of the interior vertices as a number in base 3, the first vertex most significant.
 *
 * @param packed the 32 bits
 */
public record Cell(int packed) {

  /** The largest number of vertices. */
  public static final int MAX_VERTICES = 7;

  /** The largest number of edges. */
  public static final int MAX_EDGES = 9;

  private static final int EDGE_BITS = MAX_VERTICES * (MAX_VERTICES - 1) / 2;
  private static final int EDGE_MASK = (1 << EDGE_BITS) - 1;
  private static final int OPERATORS_SHIFT = 24;

  static Cell of(int vertices, int edges, int operators) {
    return new Cell(edges | vertices << EDGE_BITS | operators << OPERATORS_SHIFT);
  }

  /** The number of vertices, the input and the output included. */
  public int vertices() {
    return packed >>> EDGE_BITS & 7;
  }

  /** The edges as bits. */
  int edges() {
    return packed & EDGE_MASK;
  }

  /** The operators as a number in base 3. */
  int operators() {
    return packed >>> OPERATORS_SHIFT;
  }

  /** The number of edges. */
  public int edgeCount() {
    return Integer.bitCount(edges());
  }

  /** Whether there is an edge between two vertices, {@code from < to}. */
  public boolean edge(int from, int to) {
    return (predecessors(edges(), to) >>> from & 1) == 1;
  }

  /** The last vertex. */
  public int output() {
    return vertices() - 1;
  }

  /** How many vertices have each operator, by its code. */
  int[] operatorCounts() {
    int[] counts = new int[VertexOperator.count()];
    for (int vertex = 1; vertex < output(); vertex++) {
      counts[operator(vertex).code()]++;
    }
    return counts;
  }

  /** As a graph of labelled vertices. */
  CellGraph graph() {
    int[] labels = new int[vertices()];
    Arrays.setAll(labels, vertex -> vertex == 0 ? CellGraph.INPUT : CellGraph.OUTPUT);
    for (int vertex = 1; vertex < output(); vertex++) {
      labels[vertex] = operator(vertex).code();
    }
    return new CellGraph(labels, adjacency());
  }

  /** The number of edges into a vertex. */
  public int inDegree(int vertex) {
    return Integer.bitCount(predecessors(edges(), vertex));
  }

  /** The operator of an interior vertex. */
  public VertexOperator operator(int vertex) {
    int rest = operators();
    for (int v = output() - 1; v > vertex; v--) {
      rest /= VertexOperator.count();
    }
    return VertexOperator.of(rest % VertexOperator.count());
  }

  /** The official names of all vertices, from {@code input} to {@code output}. */
  public List<String> operations() {
    List<String> names = new ArrayList<>(List.of(VertexOperator.INPUT));
    for (int vertex = 1; vertex < output(); vertex++) {
      names.add(operator(vertex).officialName());
    }
    names.add(VertexOperator.OUTPUT);
    return names;
  }

  /** The adjacency matrix, [from][to]. */
  public int[][] adjacency() {
    int[][] matrix = new int[vertices()][vertices()];
    for (int to = 1; to < vertices(); to++) {
      for (int from = 0; from < to; from++) {
        matrix[from][to] = edge(from, to) ? 1 : 0;
      }
    }
    return matrix;
  }

  /**
   * Its adjacency, row after row, and its operations: {@code 010001000 input,maxpool3x3,output}.
   */
  public String text() {
    String matrix =
        Arrays.stream(adjacency())
            .flatMapToInt(Arrays::stream)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining());
    return matrix + " " + String.join(",", operations());
  }

  static int edgeBit(int from, int to) {
    return from + vertexShift(to);
  }

  /** The predecessors of a vertex, as bits. */
  static int predecessors(int edges, int vertex) {
    return edges >>> vertexShift(vertex) & (1 << vertex) - 1;
  }

  /** The bit of the first edge into a vertex. */
  static int vertexShift(int vertex) {
    return vertex * (vertex - 1) / 2;
  }
}
