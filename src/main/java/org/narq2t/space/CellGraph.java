package org.narq2t.space;

import java.util.Arrays;

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

  /** Whether anything leads from the input to the output. */
  public boolean isConnected() {
    return Arrays.stream(edges).flatMapToInt(Arrays::stream).anyMatch(count -> count > 0);
  }

  /** The number of vertices. */
  public int vertices() {
    return labels.length;
  }

  /**
   * A number that isomorphic graphs share, and no others that a search space is known to hold: each
   * vertex starts from its label and takes in, as many times as there are vertices, the sums over
   * its predecessors and successors (Weisfeiler-Lehman).
   */
  public long signature() {
    int size = vertices();
    long[] colours = new long[size];
    for (int vertex = 0; vertex < size; vertex++) {
      colours[vertex] = mix(labels[vertex]);
    }
    for (int round = 0; round < size; round++) {
      long[] next = new long[size];
      for (int vertex = 0; vertex < size; vertex++) {
        long before = 0;
        long after = 0;
        for (int other = 0; other < size; other++) {
          if (edges[other][vertex] > 0) {
            before += edges[other][vertex] * mix(colours[other]);
          }
          if (edges[vertex][other] > 0) {
            after += edges[vertex][other] * mix(~colours[other]);
          }
        }
        next[vertex] = mix(colours[vertex] + 3 * mix(before) + 5 * mix(after));
      }
      colours = next;
    }
    long sum = size;
    for (long colour : colours) {
      sum += mix(colour);
    }
    return mix(sum);
  }

  /** Spreads the bits of a number over 64 (the finisher of SplitMix64). */
  private static long mix(long bits) {
    long mixed = bits + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
