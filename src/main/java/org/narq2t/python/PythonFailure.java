package org.narq2t.python;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A Python exception: its type, its message and its traceback, as {@code narq2t.bridge} reports
 * them.
 */
public final class PythonFailure extends RuntimeException {
  private final Instant time = Instant.now();
  private final String operation;
  private final String type;
  private final String pythonMessage;
  private final String traceback;
  private final boolean refusal;

  /**
   * @param refusal whether something that was given is wrong, and not the program
   */
  public PythonFailure(
      String operation, String type, String message, String traceback, boolean refusal) {
    super(
        "Python operation '" + operation + "' failed: " + type + ": " + message,
        new Traceback(traceback));
    this.refusal = refusal;
    this.operation = operation;
    this.type = type;
    this.pythonMessage = message;
    this.traceback = traceback;
  }

  /**
   * The value of an answer, as {@code narq2t.bridge.protocol} gives it.
   *
   * @throws PythonFailure if it is a failure
   */
  public static JsonNode required(String operation, JsonNode answer) {
    if (answer.get("ok").asBoolean()) {
      return answer.get("value");
    }
    throw new PythonFailure(
        operation,
        answer.get("type").asText(),
        answer.get("message").asText(),
        answer.get("traceback").asText(),
        answer.get("refused").asBoolean());
  }

  /** When it was reported. */
  public Instant time() {
    return time;
  }

  /** The operation that failed; {@code import} if the package could not be imported. */
  public String operation() {
    return operation;
  }

  /** Name of the Python exception class, for example {@code ValueError}. */
  public String type() {
    return type;
  }

  /** Whether Python was asked to stop, and did. */
  public boolean isStop() {
    return type.equals("Cancelled") || type.equals("KeyboardInterrupt");
  }

  /**
   * Whether something that was given is wrong: a file, a number, a full disk. The message of Python
   * is then for whoever gave it, and says what to do; else this program has an error.
   */
  public boolean isRefusal() {
    return refusal;
  }

  /** {@code str(exception)} in Python. */
  public String pythonMessage() {
    return pythonMessage;
  }

  /** The formatted Python traceback. */
  public String traceback() {
    return traceback;
  }

  /** Python's part of the way to the failure, so that a log that has the one has the other. */
  private static final class Traceback extends Exception {
    private static final long serialVersionUID = 1;

    Traceback(String traceback) {
      super(traceback.strip(), null, false, false);
    }

    @Override
    public String toString() {
      return getMessage();
    }
  }
}
