package org.narq2t.ledger;

import java.util.Locale;

/** The images on which an accuracy was measured. */
public enum Split {
  VALIDATION,
  TEST;

  /** The name in tables and reports. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
