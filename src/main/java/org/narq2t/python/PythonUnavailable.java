package org.narq2t.python;

/**
 * The Python environment cannot be used; the message says what is missing and how to install it.
 */
public final class PythonUnavailable extends RuntimeException {
  public PythonUnavailable(String message) {
    super(message);
  }

  public PythonUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
