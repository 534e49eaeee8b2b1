package org.narq2t.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.narq2t.evaluation.Figure;
import org.narq2t.files.CsvLine;

/** Tables as CSV: a line per row, an unknown value left empty. */
final class Csv {

  private Csv() {}

  static String of(List<List<String>> rows) {
    return rows.stream().map(CsvLine::of).collect(Collectors.joining("\n", "", "\n"));
  }

  /** Accuracy and deviation, in cells of their own. */
  static List<String> figure(Figure figure) {
    return List.of(number("%.4f", figure.mean()), number("%.4f", figure.deviation()));
  }

  static String number(String format, OptionalDouble value) {
    return value.isEmpty() ? "" : number(format, value.getAsDouble());
  }

  static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }
}
