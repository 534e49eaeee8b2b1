package org.narq2t.report;

import java.util.List;

/**
 * A column of a table as a plot shows it.
 *
 * @param name of the column, with its group
 * @param accuracy whether it is an accuracy, which is what most readers look for
 * @param bars in the order of the rows
 */
public record ColumnChart(String name, boolean accuracy, List<Bar> bars) {

  /**
   * A figure.
   *
   * @param place the labels of its row
   * @param origin where it comes from, see {@link ReportTable.Origin#key}
   * @param deviation NaN if there is none
   */
  public record Bar(String place, String origin, String method, double mean, double deviation) {}
}
