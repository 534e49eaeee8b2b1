package org.narq2t.python;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.narq2t.evaluator.TrialRunner;
import org.narq2t.evaluator.WorkerSettings;

/** Trainings in processes of this machine. */
public final class TrainingProcesses implements TrialRunner {
  private static final int TIMES_AGAIN = 3;
  private static final long PAUSE_MILLIS = 100;

  private final PythonEnvironment python;
  private final Consumer<JsonNode> events;
  private final BooleanSupplier stopped;
  private final int threads;
  private final Path log;
  private final BlockingQueue<Integer> free = new LinkedBlockingQueue<>();
  private final List<Optional<TrainingProcess>> processes = new ArrayList<>();
  private boolean closed;

  /**
   * The processes that the trainings of a run are carried out in.
   *
   * @param folder for what they say
   */
  public static TrainingProcesses of(PythonRuntime python, WorkerSettings workers, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be made", e);
    }
    int share = Math.max(1, python.threads() / workers.count());
    return new TrainingProcesses(
        python.environment(),
        python.messages()::tell,
        python::isCancelled,
        workers.count(),
        workers.cpus() == 0 ? share : workers.cpus(),
        folder.resolve("workers.log"));
  }

  /**
   * @param events hears what the trainings emit
   * @param stopped whether they are to end
   * @param count of processes
   * @param threads of each
   * @param log file for what they say
   */
  TrainingProcesses(
      PythonEnvironment python,
      Consumer<JsonNode> events,
      BooleanSupplier stopped,
      int count,
      int threads,
      Path log) {
    this.python = python;
    this.events = events;
    this.stopped = stopped;
    this.threads = threads;
    this.log = log;
    for (int place = 0; place < count; place++) {
      free.add(place);
      processes.add(Optional.empty());
    }
  }

  @Override
  public JsonNode run(Map<String, Object> training) {
    try {
      int place = free.take();
      try {
        return run(training, place);
      } finally {
        free.add(place);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopped();
    }
  }

  private JsonNode run(Map<String, Object> training, int place) throws InterruptedException {
    TrainedEpochs epochs = new TrainedEpochs();
    for (int losses = 0; ; ) {
      TrainingProcess process = process(place);
      Optional<JsonNode> answer = answer(process, training, epochs);
      if (answer.isPresent()) {
        return PythonFailure.required("train_network", answer.get());
      }
      losses++;
      if (losses > TIMES_AGAIN) {
        return epochs.lost(
            "its process ended %d times, the last one with status %d: %s says why"
                .formatted(losses, process.status(), log));
      }
    }
  }

  /** What a process answers; empty if it died. */
  private Optional<JsonNode> answer(
      TrainingProcess process, Map<String, Object> training, TrainedEpochs epochs)
      throws InterruptedException {
    process.begin(training);
    while (!process.isDead()) {
      if (stopped.getAsBoolean()) {
        process.close();
        throw stopped();
      }
      for (JsonNode message : process.next(PAUSE_MILLIS)) {
        if (message.has("ok")) {
          return Optional.of(message);
        }
        epochs.add(message);
        events.accept(message);
      }
    }
    return Optional.empty();
  }

  private static PythonFailure stopped() {
    return new PythonFailure("train_network", "Cancelled", "the training was stopped", "", false);
  }

  private synchronized TrainingProcess process(int place) {
    if (closed) {
      throw stopped();
    }
    Optional<TrainingProcess> there = processes.get(place).filter(one -> !one.isDead());
    TrainingProcess process =
        there.orElseGet(() -> new TrainingProcess(python, threads, place, log));
    processes.set(place, Optional.of(process));
    return process;
  }

  /** The numbers of the living processes, as the machine has them. */
  synchronized List<Long> living() {
    return processes.stream()
        .flatMap(Optional::stream)
        .filter(one -> !one.isDead())
        .map(TrainingProcess::pid)
        .toList();
  }

  @Override
  public synchronized void close() {
    closed = true;
    processes.forEach(process -> process.ifPresent(TrainingProcess::close));
  }
}
