package org.narq2t.space.nasbench101;

/** A graph that is no cell of NAS-Bench-101; the message says why. */
public final class InvalidCell extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  public InvalidCell(String message) {
    super(message);
  }
}
