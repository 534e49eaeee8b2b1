package org.narq2t.cli;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Quantities with units, as the command line takes them. */
final class Units {
  private static final Pattern QUANTITY = Pattern.compile("(\\d+(?:\\.\\d+)?)([A-Za-z]*)");
  private static final Map<String, Integer> OF_TIME = Map.of("us", -3, "ms", 0, "s", 3);
  private static final Map<String, Integer> OF_ENERGY = Map.of("uJ", -3, "mJ", 0, "J", 3);
  private static final Map<String, Integer> OF_COUNTS = Map.of("", 0, "K", 3, "M", 6, "G", 9);

  private Units() {}

  /** Milliseconds from a latency, which has to name its unit: 12ms, 0.012s or 12000us. */
  static final class Milliseconds implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      Matcher parts = QUANTITY.matcher(text);
      if (!parts.matches() || !OF_TIME.containsKey(parts.group(2))) {
        throw new TypeConversionException(
            parts.matches() && parts.group(2).isEmpty()
                ? "'%s' has no unit: say %sms or %ss"
                    .formatted(text, text, new BigDecimal(text).movePointLeft(3).toPlainString())
                : "'%s' is not a latency: say 12ms, 0.012s or 12000us".formatted(text));
      }
      double milliseconds = positive(text, parts, OF_TIME).doubleValue();
      if (milliseconds == 0 || Double.isInfinite(milliseconds)) {
        throw new TypeConversionException("'%s' is out of range for a latency".formatted(text));
      }
      return milliseconds;
    }
  }

  /** Millijoules from an energy, which has to name its unit: 25mJ, 0.025J or 25000uJ. */
  static final class Millijoules implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      Matcher parts = QUANTITY.matcher(text);
      if (!parts.matches() || !OF_ENERGY.containsKey(parts.group(2))) {
        throw new TypeConversionException(
            "'%s' is not an energy with its unit: say 25mJ, 0.025J or 25000uJ".formatted(text));
      }
      double millijoules = positive(text, parts, OF_ENERGY).doubleValue();
      if (millijoules == 0 || Double.isInfinite(millijoules)) {
        throw new TypeConversionException("'%s' is out of range for an energy".formatted(text));
      }
      return millijoules;
    }
  }

  /** A whole number: 250000, 250K, 1.5M or 0.1G. */
  static final class Count implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      Matcher parts = QUANTITY.matcher(text);
      if (!parts.matches() || !OF_COUNTS.containsKey(parts.group(2))) {
        throw new TypeConversionException(
            "'%s' is not a number: say 250000, or with K, M or G (thousand, million, billion) 1.5M"
                .formatted(text));
      }
      try {
        return positive(text, parts, OF_COUNTS).longValueExact();
      } catch (ArithmeticException e) {
        throw new TypeConversionException("'%s' is not a whole number".formatted(text));
      }
    }
  }

  private static BigDecimal positive(String text, Matcher parts, Map<String, Integer> units) {
    BigDecimal value = new BigDecimal(parts.group(1)).movePointRight(units.get(parts.group(2)));
    if (value.signum() == 0) {
      throw new TypeConversionException("'%s' must be greater than 0".formatted(text));
    }
    return value;
  }
}
