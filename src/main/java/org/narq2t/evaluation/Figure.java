package org.narq2t.evaluation;

import java.util.Locale;

/**
 * A figure with its deviation, as tables print it: of several seeds, or published.
 *
 * @param mean accuracy in %, for example
 * @param deviation standard deviation, NaN where there is none
 */
public record Figure(double mean, double deviation) {

  /** Reads {@code 94.33±0.05} or {@code 94.37}. */
  static Figure parse(String text) {
    String[] parts = text.split("±");
    return new Figure(
        Double.parseDouble(parts[0]),
        parts.length == 1 ? Double.NaN : Double.parseDouble(parts[1]));
  }

  @Override
  public String toString() {
    return Double.isNaN(deviation)
        ? String.format(Locale.ROOT, "%.2f", mean)
        : String.format(Locale.ROOT, "%.2f±%.2f", mean, deviation);
  }
}
