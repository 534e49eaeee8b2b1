package org.narq2t.limits;

/** No architecture keeps the user's limits; the message says what would. */
public final class LimitsNotKept extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  LimitsNotKept(String message) {
    super(message);
  }
}
