package org.narq2t.python;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Calls of {@code narq2t.bridge}: one JSON string there and one back, beside shared arrays. */
public final class BridgeCalls {
  static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build(); // a NaN loss

  private final LongAdder calls = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAdder pythonNanos = new LongAdder();
  private volatile PythonFailure lastFailure;

  /**
   * Calls an operation and waits for its result.
   *
   * @throws PythonFailure with type, message and traceback if Python raised
   */
  JsonNode call(
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
      nanos.add(System.nanoTime() - start);
    }
  }

  /**
   * Calls an operation that writes a file.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  JsonNode save(InterpreterThread thread, String operation, Object arguments) {
    try {
      return call(thread, operation, arguments);
    } catch (PythonFailure e) {
      throw e.type().equals("OSError")
          ? new UncheckedIOException(e.pythonMessage(), new IOException(e))
          : e;
    }
  }

  /** Calls made, and the seconds spent in them. */
  public CallStatistics statistics() {
    return new CallStatistics(calls.sum(), nanos.sum() * 1e-9, pythonNanos.sum() * 1e-9);
  }

  /** The last thing that went wrong in Python, other than by being asked to stop. */
  public Optional<PythonFailure> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }
}
