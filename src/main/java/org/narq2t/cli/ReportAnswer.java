package org.narq2t.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.narq2t.report.ReportTable;
import org.narq2t.study.Reports;

/**
 * Finished runs beside each other.
 *
 * @param study the study that they belong to; left out for any runs
 * @param status 0, or 1 if a run of the study ended without a result; left out for any runs
 * @param runs their numbers
 * @param page of the report; empty if no run is finished
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReportAnswer(
    String study, Integer status, List<Long> runs, List<Table> tables, String page) {

  /**
   * A table, every cell a text.
   *
   * @param surrogate whether its figures are not benchmark results
   */
  record Table(
      String key, String title, boolean surrogate, List<String> columns, List<List<String>> rows) {
    static Table of(ReportTable table) {
      return new Table(
          table.key(), table.title(), table.surrogate(), table.columnNames(), table.rows());
    }
  }

  static ReportAnswer of(List<Long> runs, Reports.Written written) {
    return new ReportAnswer(null, null, runs, tables(written), written.page().toString());
  }

  static ReportAnswer of(
      String study, int status, List<Long> runs, Optional<Reports.Written> written) {
    return new ReportAnswer(
        study,
        status,
        runs,
        written.map(ReportAnswer::tables).orElse(List.of()),
        written.map(report -> report.page().toString()).orElse(""));
  }

  private static List<Table> tables(Reports.Written written) {
    return written.tables().tables().stream().map(Table::of).toList();
  }
}
