package org.narq2t.space.nasbench101;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.narq2t.space.ResultCsv;
import org.narq2t.space.ResultFormat;
import org.narq2t.space.Results;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * One row per cell: what the {@code nasbench101-csv} importer reads, accuracies in %, training time
 * in seconds, an empty field for an unknown value; FLOPs and parameters are counted from structure.
 */
final class CellCsv implements ResultFormat {
  private static final String HEADER =
      "module_hash,adjacency,operations,validation_accuracy,test_accuracy,training_time,flops,"
          + "trainable_parameters";

  @Override
  public boolean writesUnknown() {
    return false;
  }

  @Override
  public void write(
      SearchSpace space, Results results, int[] architectures, Writer out, IntConsumer progress)
      throws IOException {
    out.append(HEADER).append('\n');
    for (int i = 0; i < architectures.length; i++) {
      int index = architectures[i];
      Cell cell = ((NasBench101) space).cell(index);
      out.append(
              String.join(
                  ",",
                  space.describe(index),
                  digits(cell.adjacency()),
                  '"' + String.join(",", cell.operations()) + '"',
                  ResultCsv.field(results.validation(index, Task.CIFAR10)),
                  ResultCsv.field(results.test(index, Task.CIFAR10)),
                  ResultCsv.field(results.trainingTime(index, Task.CIFAR10)),
                  Long.toString(space.flops(index, Task.CIFAR10)),
                  Long.toString(space.parameters(index, Task.CIFAR10))))
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
}
