package org.narq2t.configuration;

/** A configuration that cannot be used; the message names file, line, key and what is allowed. */
public final class InvalidConfiguration extends RuntimeException {
  public InvalidConfiguration(String message) {
    super(message);
  }
}
