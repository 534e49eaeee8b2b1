package org.narq2t.space.nasbench201;

import org.narq2t.space.Task;

/**
 * FLOPs and parameters of the operators of a NAS-Bench-201 network, as the NAR authors count them.
 *
 * <p>A k x k convolution C to C on H x W counts k*k*C*C*H*W FLOPs and k*k*C*C parameters, its batch
 * norm 2*C*H*W and 2*C; none, skip and pooling count nothing. Three stages of five cells, C = 16,
 * 32, 64, the image halved from stage to stage.
 */
final class CellCosts {

  /** The number of searched cells. */
  static final int CELLS = 15;

  private static final int CELLS_PER_STAGE = 5;
  private static final int STEM_CHANNELS = 16;
  private static final int STEM_WEIGHTS = 9 * STEM_CHANNELS; // for each channel of the image
  private static final int LAST_CHANNELS = 4 * STEM_CHANNELS;

  /** FLOPs of the stem for colour images and of the reduction blocks, by pixel of the image. */
  private static final long FLOPS_PER_PIXEL = 7_692;

  /** Their parameters, with the last batch norm. */
  private static final long PARAMETERS_AROUND = 72_656;

  private CellCosts() {}

  /** FLOPs of one operator in cell 0 to 14. */
  static long flops(Operator operator, int cell, Task dataset) {
    long side = dataset.imageSize() >> stage(cell);
    return parameters(operator, cell) * side * side;
  }

  /** Parameters of one operator in cell 0 to 14. */
  static long parameters(Operator operator, int cell) {
    if (operator.kernel() == 0) {
      return 0;
    }
    long channels = (long) STEM_CHANNELS << stage(cell);
    long kernel = operator.kernel();
    return kernel * kernel * channels * channels + 2 * channels;
  }

  /** FLOPs of one operator, summed over all cells. */
  static long flopsOfAllCells(Operator operator, Task dataset) {
    long sum = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      sum += flops(operator, cell, dataset);
    }
    return sum;
  }

  /** Parameters of one operator, summed over all cells. */
  static long parametersOfAllCells(Operator operator) {
    long sum = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      sum += parameters(operator, cell);
    }
    return sum;
  }

  /** FLOPs of the network around the cells: stem, reduction blocks, classifier. */
  static long flopsAround(Task task) {
    long pixels = (long) task.imageSize() * task.imageSize();
    return (FLOPS_PER_PIXEL + (task.imageChannels() - 3L) * STEM_WEIGHTS) * pixels
        + (long) LAST_CHANNELS * task.classes();
  }

  /** Parameters of the network around the cells. */
  static long parametersAround(Task task) {
    return PARAMETERS_AROUND
        + (task.imageChannels() - 3L) * STEM_WEIGHTS
        + (LAST_CHANNELS + 1L) * task.classes();
  }

  private static int stage(int cell) {
    return cell / CELLS_PER_STAGE;
  }
}
