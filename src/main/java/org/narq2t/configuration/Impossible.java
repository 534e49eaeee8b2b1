package org.narq2t.configuration;

import java.util.Locale;

/**
 * A value that has the right type but cannot be: thrown by the constructors of settings and
 * studies.
 */
public final class Impossible extends IllegalArgumentException {
  private final String key;

  /**
   * @param key the name in YAML; empty for the value itself
   * @param allowed what it may be
   */
  public Impossible(String key, Object value, String allowed) {
    this(key, "%s cannot be %s; allowed: %s".formatted(key, value, allowed));
  }

  private Impossible(String key, String message) {
    super(message);
    this.key = key;
  }

  public String key() {
    return key;
  }

  /** A value of {@code key} that cannot be; {@code why} is the whole sentence. */
  public static Impossible because(String key, String why) {
    return new Impossible(key, why);
  }

  /**
   * Throws unless {@code holds}; {@code key} is the name in YAML, {@code allowed} what it may be.
   */
  public static void unless(boolean holds, String key, Object value, String allowed) {
    if (!holds) {
      throw new Impossible(key, value, allowed);
    }
  }

  /** Throws unless a number is in the range, both ends included. */
  public static void unlessWithin(String key, long value, long least, long most) {
    unless(
        least <= value && value <= most,
        key,
        value,
        "%d to %s".formatted(least, String.format(Locale.ROOT, "%,d", most)));
  }
}
