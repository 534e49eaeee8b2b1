package org.narq2t.space.nasbench101;

/** The widths of the vertices of a cell. */
final class CellChannels {
  private CellChannels() {}

  /**
   * Output channels of every vertex: those that feed the output share its channels, the first ones
   * take one more each of what remains; the others have the most of their successors.
   *
   * @param input channels into the cell
   * @param output channels out of the cell
   */
  static int[] of(Cell cell, int input, int output) {
    int last = cell.output();
    int[] channels = new int[cell.vertices()];
    channels[0] = input;
    channels[last] = output;
    int feeding = 0;
    for (int vertex = 1; vertex < last; vertex++) {
      feeding += cell.edge(vertex, last) ? 1 : 0;
    }
    int remainder = feeding == 0 ? 0 : output % feeding;
    for (int vertex = 1; vertex < last; vertex++) {
      if (cell.edge(vertex, last)) {
        channels[vertex] = output / feeding + (remainder-- > 0 ? 1 : 0);
      }
    }
    for (int vertex = last - 1; vertex > 0; vertex--) {
      if (!cell.edge(vertex, last)) {
        for (int next = vertex + 1; next < last; next++) {
          if (cell.edge(vertex, next)) {
            channels[vertex] = Math.max(channels[vertex], channels[next]);
          }
        }
      }
    }
    return channels;
  }
}
