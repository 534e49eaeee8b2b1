package org.narq2t.evaluator;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/** The settings of an evaluator: one record per module, with its name as {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public interface EvaluatorSettings {

  /** Whether it trains: then any task may be searched, and nothing is known of what it did not. */
  default boolean trains() {
    return false;
  }

  /** How many architectures are evaluated at once. */
  default int atOnce() {
    return 1;
  }

  /** Whether they are evaluated elsewhere, so that this machine can measure meanwhile. */
  default boolean evaluatesElsewhere() {
    return false;
  }

  /**
   * Trainings after the search, of the best that it found.
   *
   * @param count how many
   * @param times as long as a training of the search one of them takes, at most
   */
  record Again(int count, double times) {}

  /** The trainings after the search; none where results are final as they are. */
  default Optional<Again> again() {
    return Optional.empty();
  }

  /**
   * The table of what it found out itself, where it asks no published one.
   *
   * @param data the folder of all data
   * @throws IOException if a file cannot be read; the message says what to do
   */
  default Optional<? extends BenchmarkTable> table(
      Path data, SearchSpace space, Task task, long seed) throws IOException {
    return Optional.empty();
  }
}
