package org.narq2t.benchmark;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import org.narq2t.ledger.Split;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench101.Cell;
import org.narq2t.space.nasbench101.NasBench101;

/**
 * Writes results of NAS-Bench-101 as CSV, one row per cell: what the {@code nasbench101-csv}
 * importer reads, accuracies in %, training time in seconds, an empty field for an unknown value;
 * FLOPs and parameters are counted from structure.
 */
public final class NasBench101Csv {
  private static final String HEADER =
      "module_hash,adjacency,operations,validation_accuracy,test_accuracy,training_time,flops,"
          + "trainable_parameters";

  private NasBench101Csv() {}

  /**
   * Writes some cells.
   *
   * @param seconds of a training, by cell; NaN where unknown
   * @param cells their indices
   * @param progress hears how many are written
   */
  public static void write(
      NasBench101 space,
      BenchmarkTable table,
      IntToDoubleFunction seconds,
      int[] cells,
      Appendable out,
      IntConsumer progress)
      throws IOException {
    long[] flops = space.totalFlops(Task.CIFAR10);
    long[] parameters = space.totalParameters(Task.CIFAR10);
    out.append(HEADER).append('\n');
    for (int i = 0; i < cells.length; i++) {
      int index = cells[i];
      Cell cell = space.cell(index);
      out.append(
              String.join(
                  ",",
                  space.describe(index),
                  digits(cell.adjacency()),
                  '"' + String.join(",", cell.operations()) + '"',
                  field(table.accuracy(index, Task.CIFAR10, Split.VALIDATION)),
                  field(table.accuracy(index, Task.CIFAR10, Split.TEST)),
                  field(seconds.applyAsDouble(index)),
                  Long.toString(flops[index]),
                  Long.toString(parameters[index])))
          .append('\n');
      progress.accept(i + 1);
    }
  }

  private static String digits(int[][] adjacency) {
    return Arrays.stream(adjacency)
        .flatMapToInt(Arrays::stream)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining());
  }

  private static String field(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
