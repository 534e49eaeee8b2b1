package org.narq2t.cli;

/** Numbers of things in words. */
final class Counted {
  private Counted() {}

  /** For example {@code 1 training}, {@code 4 trainings}. */
  static String text(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
