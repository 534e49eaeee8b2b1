package org.narq2t.python;

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

  public PythonFailure(String operation, String type, String message, String traceback) {
    super("Python operation '" + operation + "' failed: " + type + ": " + message);
    this.operation = operation;
    this.type = type;
    this.pythonMessage = message;
    this.traceback = traceback;
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

  /** {@code str(exception)} in Python. */
  public String pythonMessage() {
    return pythonMessage;
  }

  /** The formatted Python traceback. */
  public String traceback() {
    return traceback;
  }
}
