package org.narq2t.evaluator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Where trainings are carried out: processes of this machine, or a cluster. */
public interface TrialRunner extends AutoCloseable {

  /**
   * Carries out a training and waits for its end; for as many threads at once as it has workers.
   * One whose process or machine is lost is taken up from its last epoch, three times at most; then
   * it has failed.
   *
   * @param training the arguments of {@code train_network}, see {@code narq2t.bridge.training}
   * @return its observation
   */
  JsonNode run(Map<String, Object> training);

  /** Ends what still runs. */
  @Override
  void close();
}
