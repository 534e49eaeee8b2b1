package org.narq2t.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import org.narq2t.evaluation.Figure;
import org.narq2t.evaluation.SeedSummary;

/** How numbers are shown: accuracies with two decimals, correlations with four. */
final class Numbers {

  /** Stands for a figure that is not known. */
  static final Figure NO_FIGURE = new Figure(Double.NaN, Double.NaN);

  private Numbers() {}

  /** An accuracy or a difference of accuracies. */
  static String accuracy(double percent) {
    return String.format(Locale.ROOT, "%.2f", percent);
  }

  /** A difference of accuracies, with its sign. */
  static String points(double difference) {
    return Math.abs(difference) < 0.005 ? "0.00" : String.format(Locale.ROOT, "%+.2f", difference);
  }

  static String correlation(double tau) {
    return Double.isNaN(tau) ? "none" : String.format(Locale.ROOT, "%.4f", tau);
  }

  static String share(double share) {
    return Double.isNaN(share) ? "none" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 100 ? "%.1f" : "%,.0f", seconds);
  }

  static String seconds(OptionalDouble seconds) {
    return seconds.isEmpty() ? TableLines.NOTHING : seconds(seconds.getAsDouble());
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** One count, or the lowest and the highest of several: {@code 1,501–1,506}. */
  static String range(int... counts) {
    int low = Arrays.stream(counts).min().orElseThrow();
    int high = Arrays.stream(counts).max().orElseThrow();
    return low == high ? count(low) : count(low) + "–" + count(high);
  }

  /** A mean place: {@code 12} or {@code 12.5}. */
  static String place(double mean) {
    return String.format(Locale.ROOT, "%,.1f", mean).replaceAll("\\.0$", "");
  }

  /** A figure with so many digits after the decimal point: {@code 1.64±0.51}. */
  static String text(Figure figure, int digits) {
    String number = "%,." + digits + "f";
    return Double.isNaN(figure.mean())
        ? TableLines.NOTHING
        : Double.isNaN(figure.deviation())
            ? String.format(Locale.ROOT, number, figure.mean())
            : String.format(Locale.ROOT, number + "±" + number, figure.mean(), figure.deviation());
  }

  /** Mean and deviation over seeds; a single seed has no deviation. */
  static Figure figure(SeedSummary summary) {
    return new Figure(summary.mean(), summary.seeds() == 1 ? Double.NaN : summary.deviation());
  }

  /** A single value. */
  static Figure figure(double value) {
    return new Figure(value, Double.NaN);
  }

  /** Rounded for the page's data, where more digits only cost space. */
  static double rounded(double value) {
    return Double.isFinite(value) ? Math.round(value * 1e4) / 1e4 : value;
  }
}
