package org.narq2t.cli;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;

/** Figures as they are printed: the same in every locale, and a dash for what is unknown. */
final class FigureFormat {
  private FigureFormat() {}

  /** As {@code String.format}; a single NaN is a dash. */
  static String format(String pattern, Object... values) {
    return values.length == 1 && Arrays.asList(values).contains(Double.NaN)
        ? "-"
        : String.format(Locale.ROOT, pattern, values);
  }

  /** A share, 0 to 1, as percentage. */
  static String percent(double share) {
    return format("%.0f %%", 100 * share);
  }

  /** All digits, none more. */
  static String plain(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
