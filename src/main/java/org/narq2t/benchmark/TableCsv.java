package org.narq2t.benchmark;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.IntConsumer;
import org.narq2t.ledger.Split;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * Writes a table as CSV, one row per architecture: accuracies in %, latency in seconds, FLOPs and
 * parameters counted from structure. The result columns are those that the {@code csv} importer
 * reads; a missing value is an empty field.
 */
public final class TableCsv {
  private TableCsv() {}

  public static void write(
      SearchSpace space, BenchmarkTable table, Appendable out, IntConsumer progress)
      throws IOException {
    StringJoiner header = new StringJoiner(",").add("index").add("arch");
    for (Task dataset : Task.PUBLISHED) {
      for (String column : new String[] {"val", "test", "latency", "flops", "params"}) {
        header.add(dataset.key() + "_" + column);
      }
    }
    out.append(header.toString()).append('\n');
    Map<Task, long[]> flops = new HashMap<>();
    Map<Task, long[]> parameters = new HashMap<>();
    for (Task dataset : Task.PUBLISHED) {
      flops.put(dataset, space.totalFlops(dataset));
      parameters.put(dataset, space.totalParameters(dataset));
    }
    for (int architecture = 0; architecture < space.size(); architecture++) {
      StringJoiner row = new StringJoiner(",");
      row.add(Integer.toString(architecture)).add(space.describe(architecture));
      for (Task dataset : Task.PUBLISHED) {
        row.add(field(table.accuracy(architecture, dataset, Split.VALIDATION)))
            .add(field(table.accuracy(architecture, dataset, Split.TEST)))
            .add(field(table.latency(architecture, dataset)))
            .add(Long.toString(flops.get(dataset)[architecture]))
            .add(Long.toString(parameters.get(dataset)[architecture]));
      }
      out.append(row.toString()).append('\n');
      progress.accept(architecture + 1);
    }
  }

  private static String field(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
