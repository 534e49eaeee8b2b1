package org.narq2t.ray;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.narq2t.evaluator.TrialRunner;
import org.narq2t.python.PythonFailure;

/** The trainings of a run on a Ray cluster. */
final class RayCrew implements TrialRunner {
  private static final long PAUSE_MILLIS = 200;

  private final CrewBoard board;
  private final CrewJob job;
  private final Path folder;
  private final BooleanSupplier stopped;
  private final Runnable release;

  /**
   * @param folder of the run
   * @param stopped whether the run is to end
   * @param release is done when the crew is needed no more
   */
  RayCrew(CrewBoard board, CrewJob job, Path folder, BooleanSupplier stopped, Runnable release) {
    this.release = release;
    this.board = board;
    this.job = job;
    this.folder = folder;
    this.stopped = stopped;
  }

  @Override
  public JsonNode run(Map<String, Object> training) {
    String name = name(Path.of((String) training.get("checkpoint")));
    CompletableFuture<JsonNode> answer = board.want(name, training);
    try {
      while (!answer.isDone()) {
        if (stopped.getAsBoolean()) {
          throw stop();
        }
        job.requireHope();
        await(answer);
      }
      return PythonFailure.required("train_network", answer.join());
    } finally {
      board.forget(name);
    }
  }

  private static void await(CompletableFuture<JsonNode> answer) {
    try {
      answer.get(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return; // it is asked again whether the run goes on
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stop();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same in every process: where its checkpoint is in the folder of the run. */
  private String name(Path checkpoint) {
    return folder.toAbsolutePath().relativize(checkpoint).toString().replace(".safetensors", "");
  }

  private static PythonFailure stop() {
    return new PythonFailure("train_network", "Cancelled", "the training was stopped", "", false);
  }

  @Override
  public void close() {
    job.close();
    release.run();
  }
}
