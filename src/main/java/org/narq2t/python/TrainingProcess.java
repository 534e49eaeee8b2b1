package org.narq2t.python;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process of this machine that trains, {@code narq2t.bridge.worker}. It ends when its input does,
 * so also with this process, however that ends.
 */
final class TrainingProcess implements AutoCloseable {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build(); // a NaN loss
  private static final String END = "";
  private static final int SECONDS_TO_END = 5;

  private final Process process;
  private final Writer input;
  private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

  /**
   * @param threads of torch
   * @param place among the processes, by which it takes its GPU
   * @param log file for what it says
   */
  TrainingProcess(PythonEnvironment python, int threads, int place, Path log) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
              python.executable().toString(),
              "-m",
              "narq2t.bridge.worker",
              Integer.toString(threads),
              Integer.toString(place));
      builder.environment().put("PYTHONPATH", python.sources().toAbsolutePath().toString());
      builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("A process to train in cannot be started", e);
    }
    input = process.outputWriter();
    Thread reader = new Thread(this::read, "narq2t-training-process-" + place);
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
      }
    } catch (IOException e) {
      // it is gone
    }
    output.add(END);
  }

  /** Begins a training. */
  void begin(Map<String, Object> training) {
    try {
      input.write(JSON.writeValueAsString(training) + "\n");
      input.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      // it died: the next message says so
    }
  }

  /** What it says next: nothing yet, or a message; empty once it is dead. */
  List<JsonNode> next(long millis) throws InterruptedException {
    String line = output.poll(millis, TimeUnit.MILLISECONDS);
    try {
      return line == null || line.equals(END) ? List.of() : List.of(JSON.readTree(line));
    } catch (JsonProcessingException e) {
      return List.of(); // half a line of one that was killed
    }
  }

  /** Whether it is dead, and has said all. */
  boolean isDead() {
    return !process.isAlive() && output.stream().allMatch(END::equals);
  }

  /** Its exit status, once it is dead: 128 and the signal that ended it. */
  int status() {
    return process.exitValue();
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
