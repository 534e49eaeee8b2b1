package org.narq2t.web;

/** Numbers in query strings, where JAX-RS would answer that the resource does not exist. */
final class QueryNumbers {
  private QueryNumbers() {}

  /** A whole number of any size that Java has. */
  static long whole(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Refused.field(name, "%s cannot be '%s'; it is a whole number".formatted(name, text));
    }
  }

  /**
   * A whole number.
   *
   * @throws Refused if it is none, or out of bounds; it names the parameter
   */
  static int within(String name, String text, int least, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // answered below
    }
    throw Refused.field(
        name, "%s cannot be '%s'; allowed: %d to %d".formatted(name, text, least, most));
  }
}
