package org.narq2t.images;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.narq2t.evaluator.training.TrainingFiles;
import org.narq2t.evaluator.training.TrainingSettings;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunFolder;
import org.narq2t.run.RunResult;
import org.narq2t.settings.Settings;
import org.narq2t.space.SearchSpace;

/** Writes the network that a run on a user's own images found, for use without this program. */
@ApplicationScoped
public class NetworkExport {
  private final Settings application;
  private final Benchmarks benchmarks;
  private final EmbeddedPython python;

  NetworkExport(Settings application, Benchmarks benchmarks, EmbeddedPython python) {
    this.application = application;
    this.benchmarks = benchmarks;
    this.python = python;
  }

  /**
   * Writes the network of a finished run.
   *
   * @return the names of the files
   * @throws IllegalArgumentException if the run is not finished, or trained no networks
   * @throws IOException if its record or its weights cannot be read
   */
  public List<String> export(RunFolder run, Path folder) throws IOException {
    if (!run.isFinished()) {
      throw new IllegalArgumentException("The run is not finished, so it has found no network yet");
    }
    RunResult result = run.result();
    RunConfiguration configuration = result.configuration();
    if (!(configuration.evaluator() instanceof TrainingSettings settings)) {
      throw new IllegalArgumentException(
          "The run looked its results up in a table and has trained no network; 'narq2t network'"
              + " writes the one of any cell, untrained");
    }
    Observation best =
        result.rounds().stream()
            .filter(round -> round.purpose() == Purpose.REPORT)
            .flatMap(round -> round.observations().stream())
            .reduce((first, second) -> second)
            .orElseThrow(() -> new IllegalArgumentException("The run found no network"));
    Path weights = TrainingFiles.weights(run.path(), best.architecture());
    if (!Files.exists(weights)) {
      throw new IOException(weights + " is not there: the weights of the network are lost");
    }
    SearchSpace space = benchmarks.space(configuration.space());
    TrainingRun trained = TrainingRun.of(result, settings, space, application.data());
    return trained
        .finals(python.runtime())
        .export(
            space.networkText(best.architecture()),
            settings.finalRecipe(),
            configuration.seed(),
            weights,
            new NetworkCard(trained, best).fields(),
            folder.toAbsolutePath());
  }
}
