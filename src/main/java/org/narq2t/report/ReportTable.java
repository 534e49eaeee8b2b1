package org.narq2t.report;

import java.util.List;

/**
 * A table of a study.
 *
 * @param findings what it shows, in sentences
 * @param csv the same with columns of their own for figures and deviations
 * @param plot what is plotted beside it, see {@link ParetoSection}; empty for nothing
 */
record ReportTable(
    String key,
    String number,
    String title,
    List<String> findings,
    String note,
    boolean surrogate,
    TableLines lines,
    String csv,
    String plot)
    implements ComparisonTable {

  @Override
  public String toCsv() {
    return csv;
  }
}
