package org.narq2t.images;

import java.io.IOException;
import java.nio.file.Path;
import org.narq2t.configuration.KebabCaseEnums;
import org.narq2t.evaluator.training.TrainedTable;
import org.narq2t.evaluator.training.TrainingSettings;
import org.narq2t.python.ImageTrainer;
import org.narq2t.python.PythonRuntime;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunResult;
import org.narq2t.space.SearchSpace;

/**
 * A finished run that trained networks.
 *
 * @param table the results of all trainings like its own
 */
record TrainingRun(RunResult result, TrainingSettings settings, TrainedTable table) {

  /**
   * A run with the results that are known by now.
   *
   * @param data the folder of all data
   * @throws IOException if they cannot be read
   */
  static TrainingRun of(RunResult result, TrainingSettings settings, SearchSpace space, Path data)
      throws IOException {
    RunConfiguration run = result.configuration();
    TrainedTable table = settings.table(data, space, run.dataset(), run.seed()).orElseThrow();
    return new TrainingRun(result, settings, table);
  }

  /** The trainer of its final networks. */
  ImageTrainer finals(PythonRuntime python) {
    RunConfiguration run = result.configuration();
    return ImageTrainer.open(
            python,
            table.caches(),
            settings,
            run.space(),
            run.dataset(),
            KebabCaseEnums.spelling(run.device()))
        .with(settings.finalNetwork());
  }
}
