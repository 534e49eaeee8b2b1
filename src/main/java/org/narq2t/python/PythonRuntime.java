package org.narq2t.python;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jep.JepConfig;
import jep.MainInterpreter;
import jep.PyConfig;
import jep.SharedInterpreter;

/**
 * The embedded CPython: a worker interpreter that computes and a control interpreter that answers
 * while the worker is busy. Configuration and results cross as one JSON string, arrays as {@link
 * SharedArray}s; all Python that is called is in the package {@code narq2t.bridge}.
 *
 * <p>Start it lazily: it loads torch.
 */
public final class PythonRuntime implements AutoCloseable {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build(); // a NaN loss
  private static final Duration HURRIED = Duration.ofSeconds(4); // SIGTERM leaves ten in all
  private static boolean initialised;

  private final PythonEnvironment environment;
  private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final List<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();
  private final LongAdder calls = new LongAdder();
  private final LongAdder callNanos = new LongAdder();
  private final LongAdder pythonNanos = new LongAdder();
  private final BufferPool buffers = new BufferPool();
  private final PythonSources sources;
  private final InterpreterThread worker;
  private final InterpreterThread control;
  private final long workerThreadId;
  private final int threads;
  private volatile PythonFailure lastFailure;
  private boolean closed;

  /** Starts both interpreters, to keep the Python code that they begin with. */
  public PythonRuntime(PythonEnvironment environment, int threads) {
    this(environment, threads, false);
  }

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
    initialise(environment);
    Map<String, Object> globals = Map.of("narq2t_events", events, "narq2t_cancelled", cancelled);
    worker = new InterpreterThread("narq2t-python", globals, sources::load, sources::refresh);
    control = new InterpreterThread("narq2t-python-control", globals, sources::bind, sources::bind);
    Thread drain = new Thread(this::drainEvents, "narq2t-python-events");
    drain.setDaemon(true);
    drain.start();
    JsonNode begun = call("start", Map.of("threads", threads));
    workerThreadId = begun.get("thread_id").asLong();
    this.threads = begun.get("threads").asInt();
  }

  private static synchronized void initialise(PythonEnvironment environment) {
    if (initialised) {
      return; // these settings belong to the process: JEP refuses them a second time
    }
    try {
      MainInterpreter.setJepLibraryPath(environment.libjep().toString());
      MainInterpreter.setInitParams(
          PyConfig.python()
              .setProgramName(environment.executable().toAbsolutePath().toString())
              .setUseEnvironment(false)
              .setUserSiteDirectory(false));
      SharedInterpreter.setConfig(
          new JepConfig().setClassLoader(ClassLoader.getSystemClassLoader()));
    } catch (IllegalStateException | jep.JepException e) {
      // a dev-mode reload: JEP stays loaded in the parent class loader, with the first settings
    }
    initialised = true;
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
    return worker.isBusy();
  }

  /** When the Python package was last imported. */
  public Instant importedAt() {
    return sources.importedAt();
  }

  /**
   * Whether Python files were edited and are not in effect yet: they are from the next call on, or
   * while a model is open, once it is closed. False unless live.
   */
  public boolean isEdited() {
    return sources.isEdited();
  }

  /** The last thing that went wrong in Python, other than by being asked to stop. */
  public Optional<PythonFailure> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  /**
   * Calls one operation of {@code narq2t.bridge} on the worker and waits for its result.
   *
   * @param arguments anything Jackson can write as a JSON object
   * @throws PythonFailure with type, message and traceback if Python raised
   */
  public JsonNode call(String operation, Object arguments, SharedArray... arrays) {
    return call(worker, operation, arguments, arrays);
  }

  /**
   * Calls an operation that writes a file.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public JsonNode save(String operation, Object arguments) {
    try {
      return call(operation, arguments);
    } catch (PythonFailure e) {
      throw e.type().equals("OSError")
          ? new UncheckedIOException(e.pythonMessage(), new IOException(e))
          : e;
    }
  }

  /** The same on the control interpreter: short operations only. */
  public JsonNode control(String operation, Object arguments) {
    return call(control, operation, arguments);
  }

  private JsonNode call(
      InterpreterThread thread, String operation, Object arguments, SharedArray... arrays) {
    Object[] parameters = new Object[arrays.length + 2];
    parameters[0] = operation;
    for (int i = 0; i < arrays.length; i++) {
      parameters[i + 2] = arrays[i].ndArray();
    }
    long start = System.nanoTime();
    try {
      parameters[1] = JSON.writeValueAsString(arguments);
      String answer = thread.run(python -> (String) python.invoke("call", parameters));
      JsonNode result = JSON.readTree(answer);
      pythonNanos.add(result.path("nanos").asLong());
      if (!result.get("ok").asBoolean()) {
        throw new PythonFailure(
            operation,
            result.get("type").asText(),
            result.get("message").asText(),
            result.get("traceback").asText(),
            result.get("refused").asBoolean());
      }
      return result.get("value");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("operation " + operation + " did not exchange JSON", e);
    } catch (PythonFailure e) {
      if (!e.isStop()) {
        lastFailure = e;
      }
      throw e;
    } finally {
      calls.increment();
      callNanos.add(System.nanoTime() - start);
    }
  }

  /** Calls made, seconds spent in them, and the share of those seconds that Python did not use. */
  public CallStatistics statistics() {
    return new CallStatistics(calls.sum(), callNanos.sum() * 1e-9, pythonNanos.sum() * 1e-9);
  }

  /**
   * Cost of the bridge.
   *
   * @param calls number of calls
   * @param seconds from call to return, seen from Java
   * @param pythonSeconds of those, spent in Python operations
   */
  public record CallStatistics(long calls, double seconds, double pythonSeconds) {
    /** Seconds spent on crossing the border: queueing, JSON, JEP. */
    public double overheadSeconds() {
      return seconds - pythonSeconds;
    }
  }

  /** Hears every progress message that Python sends, on the events thread. */
  public void listen(Consumer<JsonNode> listener) {
    listeners.add(listener);
  }

  /**
   * Calls with a listener to one kind of message for as long.
   *
   * @param kind of the messages that it hears
   */
  public <T> T listening(String kind, Consumer<JsonNode> listener, Supplier<T> call) {
    Consumer<JsonNode> ofKind =
        event -> {
          if (event.path("kind").asText().equals(kind)) {
            listener.accept(event);
          }
        };
    listen(ofKind);
    try {
      return call.get();
    } finally {
      stopListening(ofKind);
    }
  }

  /** Tells listeners what a process elsewhere emitted, as if it came from here. */
  public void tell(JsonNode event) {
    events.add(event.toString());
  }

  /** Whether what is computed was asked to stop. */
  public boolean isCancelled() {
    return cancelled.get();
  }

  public void stopListening(Consumer<JsonNode> listener) {
    listeners.remove(listener);
  }

  /** Asks the running operation to stop at its next batch; it fails with type {@code Cancelled}. */
  public void cancel() {
    cancelled.set(true);
  }

  /** Forgets an earlier {@link #cancel()}. */
  public void clearCancel() {
    cancelled.set(false);
  }

  private void drainEvents() {
    while (true) {
      try {
        JsonNode event = JSON.readTree(events.take());
        if (event.path("kind").asText().equals("bye")) {
          return;
        }
        listeners.forEach(listener -> listener.accept(event));
      } catch (InterruptedException e) {
        return;
      } catch (JsonProcessingException | RuntimeException e) {
        System.getLogger(PythonRuntime.class.getName())
            .log(System.Logger.Level.WARNING, "a progress message was lost", e);
      }
    }
  }

  /**
   * Stops Python in the order that does not hang the JVM (docs/adr/0002): refuse new work, cancel,
   * interrupt, then close each interpreter on its own thread, each bounded in time.
   */
  @Override
  public void close() {
    close(HURRIED);
  }

  /**
   * The same, with another bound: a process that ends by itself has time, one that was told to end
   * has not.
   *
   * @param patience for the worker, and again half of it for the control interpreter
   */
  public synchronized void close(Duration patience) {
    if (closed) {
      return;
    }
    closed = true;
    worker.refuseNewWork();
    cancelled.set(true);
    if (!idleWithin(1500)) {
      control.run(
          python -> python.invoke("call", "interrupt", "{\"thread_id\":" + workerThreadId + "}"));
    }
    boolean stopped = worker.stop(patience.toMillis(), TimeUnit.MILLISECONDS);
    stopped &= control.stop(patience.toMillis() / 2, TimeUnit.MILLISECONDS);
    events.add("{\"kind\":\"bye\"}");
    if (!stopped) {
      System.getLogger(PythonRuntime.class.getName())
          .log(System.Logger.Level.WARNING, "Python did not stop in time");
    }
    stoppedInTime = stopped;
  }

  private boolean stoppedInTime = true;

  /** False if {@link #close()} gave up: the JVM would then hang at exit and must be killed. */
  public synchronized boolean stoppedInTime() {
    return stoppedInTime;
  }

  private boolean idleWithin(long millis) {
    long end = System.currentTimeMillis() + millis;
    while (worker.isBusy()) {
      if (System.currentTimeMillis() > end) {
        return false;
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /** For tests of thread confinement. */
  InterpreterThread worker() {
    return worker;
  }
}
