package org.narq2t.tracking;

/** A run was stopped between two steps, because it was cancelled or its process is ending. */
public final class RunStopped extends RuntimeException {
  private static final long serialVersionUID = 1;

  RunStopped(String message) {
    super(message);
  }
}
