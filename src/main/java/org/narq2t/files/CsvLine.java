package org.narq2t.files;

import java.util.List;
import java.util.stream.Collectors;

/** A line of a CSV file. */
public final class CsvLine {
  private CsvLine() {}

  /** The cells with commas between them, without an end of line; quoted where they have to be. */
  public static String of(List<String> cells) {
    return cells.stream().map(CsvLine::quoted).collect(Collectors.joining(","));
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[\",\n\r].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
