package org.narq2t.space;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.IntConsumer;

/**
 * One row per architecture: accuracies in %, latency in seconds, FLOPs and parameters counted from
 * structure. The result columns are those that the {@code csv} importer reads; a missing value is
 * an empty field.
 */
public final class ResultCsv implements ResultFormat {
  private static final List<String> COLUMNS = List.of("val", "test", "latency", "flops", "params");

  @Override
  public void write(
      SearchSpace space, Results results, int[] architectures, Writer out, IntConsumer progress)
      throws IOException {
    StringJoiner header = new StringJoiner(",").add("index").add("arch");
    for (Task task : space.datasets()) {
      COLUMNS.forEach(column -> header.add(task.key() + "_" + column));
    }
    out.append(header.toString()).append('\n');
    List<long[]> flops = space.datasets().stream().map(space::totalFlops).toList();
    List<long[]> parameters = space.datasets().stream().map(space::totalParameters).toList();
    for (int i = 0; i < architectures.length; i++) {
      int architecture = architectures[i];
      StringJoiner row = new StringJoiner(",");
      row.add(Integer.toString(architecture)).add(space.describe(architecture));
      for (int t = 0; t < flops.size(); t++) {
        Task task = space.datasets().get(t);
        row.add(field(results.validation(architecture, task)))
            .add(field(results.test(architecture, task)))
            .add(field(results.latency(architecture, task)))
            .add(Long.toString(flops.get(t)[architecture]))
            .add(Long.toString(parameters.get(t)[architecture]));
      }
      out.append(row.toString()).append('\n');
      progress.accept(i + 1);
    }
  }

  /** A value, or nothing for an unknown one. */
  public static String field(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
