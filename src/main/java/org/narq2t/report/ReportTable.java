package org.narq2t.report;

import java.util.List;
import java.util.stream.Stream;
import org.narq2t.configuration.KebabCaseEnums;

/**
 * A table of a report, for page, terminal and CSV.
 *
 * @param key the name in addresses and files: {@code table2}
 * @param number the short name: {@code Table II}
 * @param findings what it shows, in sentences; may be empty
 * @param note what a reader has to know of its figures
 * @param surrogate whether figures are made up
 * @param lines every cell as a text
 * @param csv the same with columns of their own for figures and deviations
 * @param plot what is plotted beside it, see {@link ParetoSection}; empty for nothing
 * @param charts its columns as plots; may be empty
 * @param boxes its columns as box plots over the seeds; may be empty
 * @param regrets of the runs against queries, by task; may be empty
 */
public record ReportTable(
    String key,
    String number,
    String title,
    List<String> findings,
    String note,
    boolean surrogate,
    TableLines lines,
    String csv,
    String plot,
    List<ColumnChart> charts,
    List<BoxChart> boxes,
    List<RegretChart> regrets) {

  /** The columns that can be plotted, as JSON that can stand in a script element. */
  public String chartData() {
    return HtmlTemplate.json(charts);
  }

  /** The headings of all columns, that of the methods first. */
  public List<String> columnNames() {
    return Stream.concat(
            Stream.of("method"),
            lines.columns().stream().map(c -> (c.group() + " " + c.name()).strip()))
        .toList();
  }

  /** All rows, a text for each column. */
  public List<List<String>> rows() {
    return lines.lines().stream()
        .map(
            line ->
                Stream.concat(
                        Stream.of(line.method()), line.cells().stream().map(TableLines.Cell::text))
                    .toList())
        .toList();
  }

  /** The curves of regret, as JSON that can stand in a script element. */
  public String regretData() {
    return HtmlTemplate.json(regrets);
  }

  /** The columns as box plots, as JSON that can stand in a script element. */
  public String boxData() {
    return HtmlTemplate.json(boxes);
  }

  /** With its columns, their spread over the seeds and the regret of its runs as plots. */
  ReportTable with(List<ColumnChart> columns, List<BoxChart> spread, List<RegretChart> curves) {
    return new ReportTable(
        key, number, title, findings, note, surrogate, lines, csv, plot, columns, spread, curves);
  }

  /** For the terminal. */
  public String toText() {
    return TableText.of(this);
  }

  /** Where a row comes from. */
  enum Origin {
    STUDY,
    BASELINE,
    OPTIMUM,
    RANDOM_SEARCH,
    DIFFERENCE,
    PAPER;

    /** The name in the CSV and in the style sheet. */
    String key() {
      return KebabCaseEnums.spelling(this);
    }
  }
}
