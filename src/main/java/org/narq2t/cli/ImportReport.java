package org.narq2t.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The findings of an import: counts and ranges by column, and where they are published whether the
 * optima agree.
 */
final class ImportReport {
  private ImportReport() {}

  static void print(PrintWriter out, JsonNode report) {
    boolean published = !report.get("optima").isEmpty();
    List<String[]> rows = new ArrayList<>();
    report
        .get("columns")
        .properties()
        .forEach(
            column -> {
              JsonNode c = column.getValue();
              Unit unit = Unit.of(column.getKey(), c.get("unit").asText());
              JsonNode optimum = report.path("optima").path(column.getKey());
              String[] row = {
                column.getKey(),
                c.get("known").asText(),
                c.get("missing").asText(),
                unit.name(),
                number(c.get("min"), unit),
                number(c.get("max"), unit),
                optimum.isMissingNode()
                    ? ""
                    : String.format(
                        Locale.ROOT,
                        "%s, published %.4f at %d",
                        optimum.get("verdict").asText(),
                        optimum.get("published").asDouble(),
                        optimum.get("index").asInt())
              };
              rows.add(published ? row : Arrays.copyOf(row, row.length - 1));
            });
    String[] header = {"column", "known", "missing", "unit", "lowest", "highest", "known optimum"};
    out.println(TextTable.of(published ? header : Arrays.copyOf(header, header.length - 1), rows));
    out.printf(
        Locale.ROOT,
        "Imported as %s in %.1f s.%n",
        report.get("kind").asText(),
        report.get("seconds").asDouble());
    report.path("notes").forEach(note -> out.println("Note: " + note.asText()));
  }

  /** All latencies are shown in milliseconds, also those that a table keeps in seconds. */
  private record Unit(String name, double scale) {
    static Unit of(String column, String unit) {
      return column.endsWith("_latency") && unit.equals("s")
          ? new Unit("ms", 1_000)
          : new Unit(unit, 1);
    }
  }

  private static String number(JsonNode value, Unit unit) {
    return value == null || value.isNull()
        ? "-"
        : String.format(Locale.ROOT, "%.6g", unit.scale() * value.asDouble());
  }
}
