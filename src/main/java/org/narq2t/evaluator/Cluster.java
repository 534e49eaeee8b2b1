package org.narq2t.evaluator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Machines beside this one, on which trainings are carried out. */
public interface Cluster {

  /** Where there is none. */
  Cluster NONE =
      (workers, folder, events, stopped) -> {
        throw new IllegalArgumentException("Trainings cannot be carried out on a cluster here");
      };

  /**
   * Takes machines for the trainings of a run.
   *
   * @param folder of the run, which they see under the same path
   * @param events hears what the trainings emit
   * @param stopped whether the run is to end
   */
  TrialRunner open(
      WorkerSettings workers, Path folder, Consumer<JsonNode> events, BooleanSupplier stopped);
}
