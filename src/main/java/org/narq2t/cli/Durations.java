package org.narq2t.cli;

import java.util.Locale;

/** Times in words. */
final class Durations {
  private Durations() {}

  /** For example {@code 40 s}, {@code 12 min}, {@code 3.5 h}. */
  static String text(double seconds) {
    if (seconds < 90) {
      return String.format(Locale.ROOT, seconds < 9.95 ? "%.1f s" : "%.0f s", seconds);
    }
    return seconds < 5_400
        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
        : String.format(Locale.ROOT, "%.1f h", seconds / 3_600);
  }
}
