package org.narq2t.tracking;

/** Thrown for a request that a run could fulfil, but not in the state that it is in. */
public final class WrongState extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public WrongState(String message) {
    super(message);
  }
}
