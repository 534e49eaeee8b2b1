package org.narq2t.python;

import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Map;
import org.narq2t.space.CellGraph;
import org.narq2t.space.Members;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * The known cells of a space in Python's memory, handed over once; predictors are then asked about
 * rows of them.
 *
 * @param session of the bridge
 * @param members the cell in each row
 */
record SharedCells(PythonRuntime python, int session, Members members) implements AutoCloseable {
  private static final int PADDING = -1;

  static SharedCells of(PythonRuntime python, SearchSpace space, Members members, Task dataset) {
    int n = members.size();
    CellGraph[] graphs = new CellGraph[n];
    Arrays.setAll(graphs, row -> space.graph(members.at(row)));
    int vertices = Arrays.stream(graphs).mapToInt(CellGraph::vertices).max().orElseThrow();
    int places = space.liveOperators(members.at(0)).length;
    SharedArray operators = SharedArray.ints(n, places);
    SharedArray labels = SharedArray.ints(n, vertices);
    SharedArray adjacency = SharedArray.ints(n, vertices, vertices);
    SharedArray costs = SharedArray.doubles(n, 2);
    IntBuffer codes = operators.ints();
    IntBuffer label = labels.ints();
    IntBuffer edges = adjacency.ints();
    DoubleBuffer cost = costs.doubles();
    for (int row = 0; row < n; row++) {
      int architecture = members.at(row);
      codes.put(space.liveOperators(architecture));
      for (int from = 0; from < vertices; from++) {
        label.put(label(graphs[row], from, space.operatorKinds().size()));
        for (int to = 0; to < vertices; to++) {
          edges.put(edges(graphs[row], from, to));
        }
      }
      cost.put(space.flops(architecture, dataset)).put(space.parameters(architecture, dataset));
    }
    int session =
        python
            .call("open_cells", Map.of(), operators, labels, adjacency, costs)
            .get("session")
            .asInt();
    return new SharedCells(python, session, members);
  }

  /** Input and output have the codes after those of the operators. */
  private static int label(CellGraph graph, int vertex, int operators) {
    if (vertex >= graph.vertices()) {
      return PADDING;
    }
    return switch (graph.labels()[vertex]) {
      case CellGraph.INPUT -> operators;
      case CellGraph.OUTPUT -> operators + 1;
      default -> graph.labels()[vertex];
    };
  }

  private static int edges(CellGraph graph, int from, int to) {
    return Math.max(from, to) < graph.vertices() ? graph.edges()[from][to] : 0;
  }

  /**
   * The rows of some cells.
   *
   * @throws IllegalArgumentException if one is not known
   */
  int[] rows(int[] architectures) {
    int[] all = members.members().orElseThrow();
    return Arrays.stream(architectures)
        .map(
            architecture -> {
              int row = Arrays.binarySearch(all, architecture);
              if (row < 0) {
                throw new IllegalArgumentException("no known architecture " + architecture);
              }
              return row;
            })
        .toArray();
  }

  @Override
  public void close() {
    python.call("close_cells", Map.of("session", session));
  }
}
