package org.narq2t.run;

import java.io.IOException;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.space.Task;

/** Opens the space and the table that runs are made on. */
public interface BenchmarkSource {

  /**
   * A space and its table.
   *
   * @throws IOException if one of them cannot be read; the message says what to do
   */
  Benchmark open(String space, Task dataset) throws IOException;

  /** The space of a run, and the table that it looks results up in, or that its trainings fill. */
  default Benchmark open(RunConfiguration configuration) throws IOException {
    return open(configuration.space(), configuration.dataset());
  }
}
