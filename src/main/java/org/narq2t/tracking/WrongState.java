package org.narq2t.tracking;

/** What is asked of a run could be, but not in the state that it is in. */
public final class WrongState extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public WrongState(String message) {
    super(message);
  }
}
