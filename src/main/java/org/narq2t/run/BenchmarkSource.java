package org.narq2t.run;

import java.io.IOException;
import java.util.Optional;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.ledger.Split;
import org.narq2t.space.Task;

/** Opens the space and the table that runs are made on. */
public interface BenchmarkSource {

  /**
   * A space and its table.
   *
   * @throws IOException if one of them cannot be read; the message says what to do
   */
  Benchmark open(String space, Task dataset) throws IOException;

  /**
   * The space of a run, the table that it looks results up in, or that its trainings fill, and what
   * it knows of another task.
   */
  default Benchmark open(RunConfiguration configuration) throws IOException {
    return open(configuration.space(), configuration.dataset()).knowing(otherTask(configuration));
  }

  /** The results on the task that a run starts from, by architecture; length 0 for none. */
  default double[] otherTask(RunConfiguration configuration) throws IOException {
    Optional<Task> task = configuration.warmTask();
    return task.isEmpty()
        ? new double[0]
        : open(configuration.space(), task.get()).accuracies(task.get(), Split.VALIDATION);
  }
}
