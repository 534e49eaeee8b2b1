package org.narq2t.benchmark;

import java.util.stream.IntStream;
import org.narq2t.ledger.Split;
import org.narq2t.space.Dataset;

/** Which architectures a table knows the accuracy of. */
public final class KnownResults {
  private KnownResults() {}

  /** Their indices, ascending. */
  public static int[] of(BenchmarkTable table, Dataset dataset, Split split) {
    return IntStream.range(0, table.size())
        .filter(architecture -> !Double.isNaN(table.accuracy(architecture, dataset, split)))
        .toArray();
  }
}
