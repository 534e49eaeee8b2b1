package org.narq2t.python;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The embedded CPython: a worker interpreter that computes and a control interpreter that answers
 * while the worker is busy. Configuration and results cross as one JSON string, arrays as {@link
 * SharedArray}s; all Python that is called is in the package {@code narq2t.bridge}.
 *
 * <p>Start it lazily: it loads torch.
 */
public final class PythonRuntime implements AutoCloseable {
  private static final Duration HURRIED = Duration.ofSeconds(4); // SIGTERM leaves ten in all

  private final PythonEnvironment environment;
  private final ProgressMessages messages = new ProgressMessages();
  private final BridgeCalls bridge = new BridgeCalls();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final BufferPool buffers = new BufferPool();
  private final PythonSources sources;
  private final InterpreterPair interpreters;
  private final long workerThreadId;
  private final int threads;
  private boolean closed;
  private boolean stoppedInTime = true;

  /**
   * Starts both interpreters.
   *
   * @param threads threads that torch may use; 0 leaves torch's default
   * @param live whether edited Python files take effect at the next call: dev mode
   * @throws PythonUnavailable if the environment or the start fails
   * @throws PythonFailure if a file of the package has an error
   */
  public PythonRuntime(PythonEnvironment environment, int threads, boolean live) {
    this.environment = environment;
    this.sources = new PythonSources(environment.sources(), live);
    JepLibrary.load(environment);
    Map<String, Object> globals =
        Map.of("narq2t_events", messages.queue(), "narq2t_cancelled", cancelled);
    interpreters = new InterpreterPair(globals, sources);
    messages.start();
    JsonNode begun = call("start", Map.of("threads", threads));
    workerThreadId = begun.get("thread_id").asLong();
    this.threads = begun.get("threads").asInt();
  }

  public PythonEnvironment environment() {
    return environment;
  }

  public BufferPool buffers() {
    return buffers;
  }

  /** Threads that torch uses on the CPU. */
  public int threads() {
    return threads;
  }

  /** Whether the worker computes. */
  public boolean isBusy() {
    return interpreters.worker().isBusy();
  }

  /** The Python package. */
  public PythonSources sources() {
    return sources;
  }

  /**
   * Calls one operation of {@code narq2t.bridge} on the worker and waits for its result.
   *
   * @param arguments anything Jackson can write as a JSON object
   * @throws PythonFailure with type, message and traceback if Python raised
   */
  public JsonNode call(String operation, Object arguments, SharedArray... arrays) {
    return bridge.call(interpreters.worker(), operation, arguments, arrays);
  }

  /**
   * Calls an operation that writes a file.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public JsonNode save(String operation, Object arguments) {
    return bridge.save(interpreters.worker(), operation, arguments);
  }

  /** The same on the control interpreter: short operations only. */
  public JsonNode control(String operation, Object arguments) {
    return bridge.call(interpreters.control(), operation, arguments);
  }

  /** The cost of all calls, and the last that failed. */
  public BridgeCalls calls() {
    return bridge;
  }

  /** The progress messages that Python sends. */
  public ProgressMessages messages() {
    return messages;
  }

  /** Asks the running operation to stop at its next batch; it fails with type {@code Cancelled}. */
  public void cancel() {
    cancelled.set(true);
  }

  /** Whether what is computed was asked to stop. */
  public boolean isCancelled() {
    return cancelled.get();
  }

  /** Forgets an earlier {@link #cancel()}. */
  public void clearCancel() {
    cancelled.set(false);
  }

  /** Stops Python, in haste. */
  @Override
  public void close() {
    close(HURRIED);
  }

  /**
   * Stops Python: a process that ends by itself has time, one that was told to end has not.
   *
   * @param patience for the worker, and again half of it for the control interpreter
   */
  public synchronized void close(Duration patience) {
    if (closed) {
      return;
    }
    closed = true;
    stoppedInTime = interpreters.stop(patience, () -> cancelled.set(true), workerThreadId);
    messages.end();
  }

  /** False if {@link #close()} gave up: the JVM would then hang at exit and must be killed. */
  public synchronized boolean stoppedInTime() {
    return stoppedInTime;
  }

  /** For tests of thread confinement. */
  InterpreterThread worker() {
    return interpreters.worker();
  }
}
