package org.narq2t.cli;

import com.github.freva.asciitable.AsciiTable;
import java.util.List;

/** A table for the terminal. */
final class TextTable {
  private TextTable() {}

  static String of(String[] header, List<String[]> rows) {
    return AsciiTable.builder()
        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
        .header(header)
        .data(rows.toArray(String[][]::new))
        .asString();
  }
}
