package org.narq2t.space.nasbench101;

import java.util.ArrayList;
import java.util.List;

/**
 * The first of the labelled graphs that each one is isomorphic to, found by renumbering the
 * interior vertices in every way that keeps edges from lower to higher ones. It is the one whose
 * edges, then operators, are the smallest numbers. Only that one needs the costly module hash.
 */
final class IsomorphismClasses {

  private IsomorphismClasses() {}

  /** For each labelled graph, by its number, the number of the first that is isomorphic to it. */
  static int[] first(LabelledGraphs graphs) {
    int[] packed = graphs.packed();
    int[] first = new int[packed.length];
    int start = 0;
    while (start < packed.length) {
      Cell shape = new Cell(packed[start]);
      int end = start + LabelledGraphs.labellings(shape.vertices());
      List<int[]> smallest = smallest(shape);
      int edges = renumbered(shape.edges(), smallest.get(0));
      for (int place = start; place < end; place++) {
        int[] operators = operators(new Cell(packed[place]));
        int code = Integer.MAX_VALUE;
        for (int[] number : smallest) {
          code = Math.min(code, code(operators, number));
        }
        first[place] = graphs.place(Cell.of(shape.vertices(), edges, code));
      }
      start = end;
    }
    return first;
  }

  /** The renumberings that make the edges of a graph the smallest number. */
  private static List<int[]> smallest(Cell shape) {
    List<int[]> smallest = new ArrayList<>();
    int least = Integer.MAX_VALUE;
    for (int[] number : renumberings(shape.vertices())) {
      int edges = renumbered(shape.edges(), number);
      if (edges < 0 || edges > least) {
        continue;
      }
      if (edges < least) {
        least = edges;
        smallest.clear();
      }
      smallest.add(number);
    }
    return smallest;
  }

  /** All new numbers of the vertices, of which the first and the last stay. */
  private static List<int[]> renumberings(int vertices) {
    List<int[]> all = new ArrayList<>();
    int[] number = new int[vertices];
    number[vertices - 1] = vertices - 1;
    extend(number, 1, 0, all);
    return all;
  }

  private static void extend(int[] number, int vertex, int taken, List<int[]> all) {
    int last = number.length - 1;
    if (vertex >= last) {
      all.add(number.clone());
      return;
    }
    for (int next = 1; next < last; next++) {
      if ((taken >>> next & 1) == 0) {
        number[vertex] = next;
        extend(number, vertex + 1, taken | 1 << next, all);
      }
    }
  }

  /** The edges between the new numbers, or -1 if one would go from a higher to a lower. */
  private static int renumbered(int edges, int[] number) {
    int renumbered = 0;
    for (int to = 1; to < number.length; to++) {
      int predecessors = Cell.predecessors(edges, to);
      for (int from = 0; from < to; from++) {
        if ((predecessors >>> from & 1) == 1) {
          if (number[from] > number[to]) {
            return -1;
          }
          renumbered |= 1 << Cell.edgeBit(number[from], number[to]);
        }
      }
    }
    return renumbered;
  }

  /** The codes of the operators of all vertices; 0 for the input and the output. */
  private static int[] operators(Cell cell) {
    int[] codes = new int[cell.vertices()];
    for (int vertex = 1; vertex < cell.output(); vertex++) {
      codes[vertex] = cell.operator(vertex).code();
    }
    return codes;
  }

  /** The operators under the new numbers as a number in base 3. */
  private static int code(int[] operators, int[] number) {
    int[] moved = new int[operators.length];
    for (int vertex = 1; vertex < operators.length - 1; vertex++) {
      moved[number[vertex]] = operators[vertex];
    }
    int code = 0;
    for (int vertex = 1; vertex < moved.length - 1; vertex++) {
      code = code * VertexOperator.count() + moved[vertex];
    }
    return code;
  }
}
