package org.narq2t.export.mlflow;

import io.quarkus.arc.Unremovable;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunObserver;
import org.narq2t.settings.MlflowSettings;
import org.narq2t.settings.Settings;

/** Logs every run to the MLflow server of the settings, if there is one. */
@Unremovable // used as a RunObserver only, whoever else is one
@ApplicationScoped
public class MlflowTracking implements RunObserver {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long RETRY_SECONDS = 10;

  /** Within what the application takes to stop (docs/adr/0002). */
  private static final long LAST_WORDS_SECONDS = 3;

  private final Path runsFolder;
  private final Consumer<String> warnings;
  private final long retrySeconds;
  private final Optional<MlflowClient> client;
  private final Map<Long, MlflowRun> runs = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor sender =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "narq2t-mlflow");
            thread.setDaemon(true);
            return thread;
          });

  @Inject
  MlflowTracking(MlflowSettings mlflow, Settings settings) {
    this(
        mlflow,
        settings.runs(),
        PATIENCE,
        RETRY_SECONDS,
        warning ->
            System.getLogger(MlflowTracking.class.getName())
                .log(System.Logger.Level.WARNING, warning));
  }

  /** With its times, for tests. */
  MlflowTracking(
      MlflowSettings settings,
      Path runsFolder,
      Duration patience,
      long retrySeconds,
      Consumer<String> warnings) {
    this.runsFolder = runsFolder;
    this.warnings = warnings;
    this.retrySeconds = retrySeconds;
    this.client = settings.uri().flatMap(uri -> client(uri, settings, patience));
    sender.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private Optional<MlflowClient> client(String uri, MlflowSettings settings, Duration patience) {
    try {
      return Optional.of(new MlflowClient(new RestApi(TrackingServer.of(uri, settings), patience)));
    } catch (IllegalArgumentException e) {
      warnings.accept(e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public Consumer<RunEvent> observe(
      long number, String name, RunConfiguration configuration, Map<String, Object> environment) {
    if (client.isEmpty()) {
      return event -> {};
    }
    MlflowRun run =
        new MlflowRun(
            client.get(),
            sender,
            RunBeginning.of(number, name, configuration, environment, System.currentTimeMillis()),
            runsFolder.resolve(name),
            warnings,
            retrySeconds);
    runs.put(number, run);
    return run;
  }

  @Override
  public void ended(long number, String state, String message) {
    Optional.ofNullable(runs.remove(number)).ifPresent(run -> run.end(state, message));
  }

  /**
   * The application stops. Whoever runs may be too late to say so: on SIGTERM this comes first.
   * What is on its way gets a moment to arrive.
   */
  @PreDestroy
  void close() {
    List.copyOf(runs.keySet()).forEach(number -> ended(number, "interrupted", "it was stopped"));
    sender.shutdown();
    try {
      sender.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sender.shutdownNow();
  }
}
