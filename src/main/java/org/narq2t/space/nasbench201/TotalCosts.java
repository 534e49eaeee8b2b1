package org.narq2t.space.nasbench201;

import java.util.Arrays;
import java.util.stream.Stream;
import org.narq2t.space.Task;

/**
 * FLOPs or parameters of whole networks.
 *
 * @param around all that is outside of the cells
 * @param byCode what an operator costs in all cells together, by its code
 */
record TotalCosts(long around, long[] byCode) {

  static TotalCosts flops(Task dataset) {
    return new TotalCosts(
        CellCosts.flopsAround(dataset),
        Stream.of(Operator.values())
            .mapToLong(operator -> CellCosts.flopsOfAllCells(operator, dataset))
            .toArray());
  }

  static TotalCosts parameters(Task dataset) {
    return new TotalCosts(
        CellCosts.parametersAround(dataset),
        Stream.of(Operator.values()).mapToLong(CellCosts::parametersOfAllCells).toArray());
  }

  /** Those of the network with these operators on the edges of its cells. */
  long of(int[] codes) {
    return around + Arrays.stream(codes).mapToLong(code -> byCode[code]).sum();
  }
}
