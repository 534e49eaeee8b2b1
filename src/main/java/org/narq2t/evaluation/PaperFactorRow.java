package org.narq2t.evaluation;

/**
 * A row of the paper's Table IX.
 *
 * @param factor λ1, the weight of the latency loss
 * @param validation accuracy in %
 * @param test accuracy in %
 * @param rmseMs of the top five
 * @param within5Percent share of the top five predicted within 5 %, 0 to 1
 * @param within10Percent the same for 10 %
 */
public record PaperFactorRow(
    int factor,
    Figure validation,
    Figure test,
    Figure rmseMs,
    double within5Percent,
    double within10Percent) {

  /** Reads {@code factor|validation|test|RMSE|within 5 %|within 10 %}. */
  static PaperFactorRow parse(String line) {
    String[] cells = line.split("\\|");
    return new PaperFactorRow(
        Integer.parseInt(cells[0]),
        Figure.parse(cells[1]),
        Figure.parse(cells[2]),
        Figure.parse(cells[3]),
        Double.parseDouble(cells[4]) / 100,
        Double.parseDouble(cells[5]) / 100);
  }
}
