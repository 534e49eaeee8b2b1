package org.narq2t.space.nasbench101;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

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

  /**
   * The cell of a graph: what is not on a path from input to output is pruned.
   *
   * @param adjacency square, [from][to], 0 or 1, nothing on or below the diagonal
   * @param operations official names of the vertices, from {@code input} to {@code output}
   * @throws InvalidCell if it is none of the space
   */
  public static Cell parse(int[][] adjacency, List<String> operations) {
    int vertices = adjacency.length;
    if (vertices < 2 || vertices > MAX_VERTICES) {
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
    OptionalInt pruned = prune(vertices, edges, codes);
    if (pruned.isEmpty()) {
      throw new InvalidCell("there is no path from input to output");
    }
    Cell cell = new Cell(pruned.getAsInt());
    if (cell.edgeCount() > MAX_EDGES) {
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
          edges |= 1 << edgeBit(from, to);
        }
      }
    }
    return edges;
  }

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
      int incoming = predecessors(edges, vertex) & keep;
      int place = 0;
      int closed = 0; // the predecessors, without the gaps that removed vertices leave
      for (int rest = keep; rest != 0; rest &= rest - 1) {
        closed |= (incoming >>> Integer.numberOfTrailingZeros(rest) & 1) << place++;
      }
      prunedEdges |= closed << vertexShift(kept);
      if (vertex > 0 && vertex < vertices - 1) {
        operators = operators * VertexOperator.count() + codes[vertex];
      }
      kept++;
    }
    return OptionalInt.of(of(kept, prunedEdges, operators).packed);
  }

  /** The vertices on a path from input to output, as bits; 0 if there is no path. */
  static int onPath(int vertices, int edges) {
    int fromInput = 1;
    for (int vertex = 1; vertex < vertices; vertex++) {
      if ((predecessors(edges, vertex) & fromInput) != 0) {
        fromInput |= 1 << vertex;
      }
    }
    int toOutput = 1 << vertices - 1;
    for (int vertex = vertices - 1; vertex > 0; vertex--) {
      if ((toOutput >>> vertex & 1) == 1) {
        toOutput |= predecessors(edges, vertex);
      }
    }
    int both = fromInput & toOutput;
    return (both & 1) == 1 && both >>> vertices - 1 == 1 ? both : 0;
  }

  static int edgeBit(int from, int to) {
    return from + vertexShift(to);
  }

  private static int predecessors(int edges, int vertex) {
    return edges >>> vertexShift(vertex) & (1 << vertex) - 1;
  }

  private static int vertexShift(int vertex) {
    return vertex * (vertex - 1) / 2;
  }
}
