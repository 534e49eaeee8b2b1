package org.narq2t.experiment.config;

/** A configuration that cannot be used; the message names file, line, key and what is allowed. */
public final class InvalidConfiguration extends RuntimeException {
  public InvalidConfiguration(String message) {
    super(message);
  }
}
