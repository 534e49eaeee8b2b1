package org.narq2t.export.mlflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import org.narq2t.export.mlflow.MlflowClient.Metric;

/** What of one run the server has. Not thread-safe. */
final class MlflowDelivery {
  private static final String TAG = "narq2t.run";
  private static final List<String> ARTIFACTS =
      List.of("configuration.yaml", "environment.json", "result.json");

  private final MlflowClient client;
  private final RunBeginning description;
  private final Path folder;
  private final List<Metric> undelivered = new ArrayList<>();
  private Optional<MlflowClient.Run> run = Optional.empty();
  private boolean over;

  /**
   * @param folder of the run, whose files are uploaded at the end
   */
  MlflowDelivery(MlflowClient client, RunBeginning description, Path folder) {
    this.client = client;
    this.description = description;
    this.folder = folder;
  }

  /**
   * Sends what was noted, and at last the end.
   *
   * @throws IOException if the server does not take it; the next call sends it again
   */
  void of(BlockingQueue<Metric> noted, Optional<RunEnding> end) throws IOException {
    if (over) {
      return;
    }
    if (run.isEmpty()) {
      run = Optional.of(begin());
    }
    MlflowClient.Run mine = run.get();
    noted.drainTo(undelivered);
    client.metrics(mine, undelivered);
    undelivered.clear();
    if (end.isPresent()) {
      end(mine, end.get());
      over = true;
    }
  }

  private MlflowClient.Run begin() throws IOException {
    MlflowClient.Run mine =
        client.run(
            client.experiment(description.experiment()),
            description.name(),
            TAG,
            description.begun());
    client.tags(mine, description.tags());
    client.parameters(mine, description.parameters());
    return mine;
  }

  private void end(MlflowClient.Run mine, RunEnding end) throws IOException {
    for (String name : ARTIFACTS) {
      if (Files.exists(folder.resolve(name))) {
        client.artifact(mine, folder.resolve(name));
      }
    }
    if (!end.message().isBlank()) {
      client.tags(mine, description.message(end.message()));
    }
    client.end(mine, end.status(), end.time());
  }
}
