package org.narq2t.space;

/**
 * A cell as a graph whose vertices carry operators: vertex 0 is the input, the last one the output,
 * and every vertex lies on a path between them. An operator that passes its input on is no vertex
 * but an edge, so two vertices can be connected more than once. A cell without such a path has the
 * two vertices and no edge.
 *
 * @param labels operator code of each vertex, {@link #INPUT} and {@link #OUTPUT} at the ends
 * @param edges how often each vertex is connected to each later one, [from][to]
 */
public record CellGraph(int[] labels, int[][] edges) {

  /** The label of the input. */
  public static final int INPUT = -2;

  /** The label of the output. */
  public static final int OUTPUT = -3;

  /** The number of vertices. */
  public int vertices() {
    return labels.length;
  }
}
