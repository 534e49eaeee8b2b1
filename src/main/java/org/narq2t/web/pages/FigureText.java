package org.narq2t.web.pages;

import java.util.Locale;

/** Figures of runs in words; what a run does not have is a dash. */
final class FigureText {
  static final String NOTHING = "–";

  private FigureText() {}

  static String count(Double value) {
    return value == null ? NOTHING : String.format(Locale.ROOT, "%,d", Math.round(value));
  }

  /** With so many decimals. */
  static String decimal(Double value, int decimals) {
    return value == null ? NOTHING : String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** A difference from something else in words. */
  static String distance(double difference) {
    if (Math.abs(difference) < 0.005) {
      return "level with";
    }
    String points = String.format(Locale.ROOT, "%.2f", Math.abs(difference));
    return points + (difference > 0 ? " points ahead of" : " points behind");
  }

  /** A difference in percentage points, with its sign. */
  static String points(double difference) {
    return Math.abs(difference) < 0.005 ? "±0.00" : String.format(Locale.ROOT, "%+.2f", difference);
  }
}
