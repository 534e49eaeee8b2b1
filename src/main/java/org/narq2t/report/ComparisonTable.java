package org.narq2t.report;

import java.util.List;

/** A study beside a table of the paper, for page, terminal and CSV. */
public sealed interface ComparisonTable permits Table1, Table2, ReportTable {

  /** The name in addresses and files: {@code table2}. */
  String key();

  /** {@code Table II}. */
  String number();

  /** What the page puts over it. */
  String title();

  /** What a reader has to know of its figures. */
  String note();

  /** What it shows, in sentences; may be empty. */
  default List<String> findings() {
    return List.of();
  }

  /** The plot beside it on the page; empty if there is none. */
  default String plot() {
    return "";
  }

  /** Every cell as a text. */
  TableLines lines();

  /** With columns of their own for accuracies and deviations. */
  String toCsv();

  /** Whether the study's figures are made up. */
  boolean surrogate();

  /** For the terminal: the study's rows and those of the paper's authors. */
  default String toText() {
    return TableText.of(this);
  }

  /** Who reports a row. */
  enum Origin {
    STUDY,
    BASELINE,
    OPTIMUM,
    RANDOM_SEARCH,
    PAPER;

    /** The name in the CSV and in the style sheet. */
    String key() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }
}
