package org.narq2t.space.nasbench101;

/**
 * Channels, FLOPs and parameters of the vertices of a cell in each of the nine cells of its
 * network, from structure alone.
 *
 * <p>The network (NAS-Bench-101, Sec. 2.2): a 3 x 3 stem with 128 channels on 32 x 32 pixels, three
 * stacks of three cells, between stacks a 2 x 2 max-pool after which channels double, global
 * average pooling, ten classes. An edge from the input is a 1 x 1 projection.
 *
 * <p>FLOPs as the NAR authors count them: two per multiply-accumulate of a convolution, nine per
 * element of a max-pool, one per element of an addition; batch norms count none. Parameters are the
 * weights of convolutions and two per channel of their batch norms.
 */
public final class CellCosts {

  /** The number of cells of a network. */
  public static final int CELLS = 9;

  private static final int CELLS_PER_STACK = 3;
  private static final int STEM_CHANNELS = 128;
  private static final int IMAGE_SIZE = 32;
  private static final int CLASSES = 10;
  private static final int POOLED = 9; // elements under a 3 x 3 window

  private final Cell cell;
  private final long[][] flops = new long[CELLS][];
  private final long[][] parameters = new long[CELLS][];

  /** Counts a cell. */
  public CellCosts(Cell cell) {
    this.cell = cell;
    for (int place = 0; place < CELLS; place++) {
      if (place % CELLS_PER_STACK == 2) { // the last two of a stack are alike
        flops[place] = flops[place - 1];
        parameters[place] = parameters[place - 1];
      } else {
        count(place);
      }
    }
  }

  /** FLOPs by vertex, in cell 0 to 8. */
  public long[] flops(int place) {
    return flops[place].clone();
  }

  /** Parameters by vertex, in cell 0 to 8. */
  public long[] parameters(int place) {
    return parameters[place].clone();
  }

  /** Output channels by vertex, in cell 0 to 8. */
  public int[] channels(int place) {
    int stack = place / CELLS_PER_STACK;
    return CellChannels.of(cell, width(Math.max(0, place - 1) / CELLS_PER_STACK), width(stack));
  }

  /** FLOPs of the whole network. */
  public long totalFlops() {
    int last = CELLS / CELLS_PER_STACK - 1;
    int pooledSize = side(last) * side(last);
    long stem = 2L * 9 * 3 * STEM_CHANNELS * IMAGE_SIZE * IMAGE_SIZE;
    long pools = 0;
    for (int stack = 1; stack <= last; stack++) {
      pools += 4L * width(stack - 1) * side(stack) * side(stack);
    }
    long classifier = (long) width(last) * pooledSize + (2L * width(last) + 1) * CLASSES;
    return stem + pools + classifier + sum(flops);
  }

  /** Trainable parameters of the whole network. */
  public long totalParameters() {
    long stem = 9L * 3 * STEM_CHANNELS + 2 * STEM_CHANNELS;
    long classifier = (width(CELLS / CELLS_PER_STACK - 1) + 1L) * CLASSES;
    return stem + classifier + sum(parameters);
  }

  private void count(int place) {
    int stack = place / CELLS_PER_STACK;
    int[] channels = channels(place);
    int input = channels[0];
    long area = (long) side(stack) * side(stack);
    int last = cell.output();
    flops[place] = new long[cell.vertices()];
    parameters[place] = new long[cell.vertices()];
    for (int vertex = 1; vertex <= last; vertex++) {
      long width = channels[vertex];
      long weights = 0; // of convolutions
      int convolutions = 0;
      long other = 0;
      if (cell.edge(0, vertex)) {
        weights += input * width;
        convolutions++;
      }
      if (vertex < last) {
        other += (cell.inDegree(vertex) - 1) * width * area;
        switch (cell.operator(vertex)) {
          case CONV3X3 -> {
            weights += 9 * width * width;
            convolutions++;
          }
          case CONV1X1 -> {
            weights += width * width;
            convolutions++;
          }
          case MAXPOOL3X3 -> other += POOLED * width * area;
        }
      } else if (cell.edge(0, last) && cell.inDegree(last) > 1) {
        other += width * area; // the projected input is added to the concatenation
      }
      flops[place][vertex] = 2 * weights * area + other;
      parameters[place][vertex] = weights + 2 * width * convolutions;
    }
  }

  /** Output channels of the cells of a stack. */
  private static int width(int stack) {
    return STEM_CHANNELS << stack;
  }

  private static int side(int stack) {
    return IMAGE_SIZE >> stack;
  }

  private static long sum(long[][] values) {
    long sum = 0;
    for (long[] cell : values) {
      for (long value : cell) {
        sum += value;
      }
    }
    return sum;
  }
}
