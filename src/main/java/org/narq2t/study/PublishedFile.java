package org.narq2t.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.narq2t.configuration.InvalidConfiguration;
import org.narq2t.configuration.KebabCaseEnums;
import org.narq2t.evaluation.Figure;
import org.narq2t.report.Metric;
import org.narq2t.report.Published;
import org.narq2t.report.SelectionRule;
import org.narq2t.report.TableColumn.Over;

/**
 * A CSV of published figures, one in a line: {@code method}, a column for each axis of the study,
 * {@code metric}, {@code over}, {@code rule} (empty if the source states none), {@code value},
 * {@code deviation} (empty if none is printed), {@code source}.
 */
final class PublishedFile {
  private static final List<String> OWN =
      List.of("method", "metric", "over", "rule", "value", "deviation", "source");
  private static final CsvMapper CSV =
      CsvMapper.builder().enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS).build();

  private final Path file;
  private final Map<String, Axis> axes;

  private PublishedFile(Path file, Map<String, Axis> axes) {
    this.file = file;
    this.axes = axes;
  }

  /** What the lines of a row of the table have in common. */
  private record RowName(String method, List<String> labels, String source) {}

  /**
   * Reads it.
   *
   * @throws InvalidConfiguration naming file, line, column and what is allowed
   */
  static Published read(Path file, Map<String, Axis> axes) {
    return new PublishedFile(file, axes).read();
  }

  private Published read() {
    Map<RowName, Map<Published.Key, Figure>> rows = new LinkedHashMap<>();
    try (MappingIterator<Map<String, String>> lines =
        CSV.readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(Files.newBufferedReader(file))) {
      while (lines.hasNext()) {
        Map<String, String> cells = lines.next();
        int line = lines.getCurrentLocation().getLineNr() - 1;
        requireColumns(cells);
        Figure before =
            rows.computeIfAbsent(rowName(line, cells), name -> new LinkedHashMap<>())
                .put(key(line, cells), figure(line, cells));
        if (before != null) {
          throw wrong(line, "metric", cells.get("metric"), "each figure once");
        }
      }
    } catch (JsonProcessingException e) {
      throw new InvalidConfiguration(
          "%s:%d: %s".formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()));
    } catch (IOException e) {
      throw new InvalidConfiguration("Cannot read " + file + ": " + e.getMessage());
    }
    return new Published(
        rows.entrySet().stream()
            .map(
                row ->
                    new Published.Row(
                        row.getKey().method(),
                        row.getKey().labels(),
                        row.getValue(),
                        row.getKey().source()))
            .toList());
  }

  private void requireColumns(Map<String, String> cells) {
    TreeSet<String> needed = new TreeSet<>(OWN);
    needed.addAll(axes.keySet());
    if (!cells.keySet().equals(needed)) {
      throw new InvalidConfiguration(
          "%s:1: columns cannot be %s; allowed: %s".formatted(file, cells.keySet(), needed));
    }
  }

  private RowName rowName(int line, Map<String, String> cells) {
    List<String> labels = new ArrayList<>();
    axes.forEach(
        (name, axis) -> {
          try {
            String value = cells.get(name);
            labels.add(value.isEmpty() ? "" : axis.value(name, value).label());
          } catch (IllegalArgumentException e) {
            throw new InvalidConfiguration("%s:%d: %s".formatted(file, line, e.getMessage()));
          }
        });
    return new RowName(cells.get("method"), List.copyOf(labels), cells.get("source"));
  }

  private Published.Key key(int line, Map<String, String> cells) {
    String rule = cells.get("rule");
    return new Published.Key(
        constant(line, "metric", cells.get("metric"), Metric.values()),
        constant(line, "over", cells.get("over"), Over.values()),
        rule.isEmpty() ? "" : constant(line, "rule", rule, SelectionRule.values()).key());
  }

  private <E extends Enum<E>> E constant(int line, String column, String name, E[] constants) {
    Optional<E> found =
        Stream.of(constants).filter(c -> KebabCaseEnums.spelling(c).equals(name)).findFirst();
    return found.orElseThrow(
        () ->
            wrong(
                line,
                column,
                name,
                Arrays.stream(constants)
                    .map(KebabCaseEnums::spelling)
                    .collect(Collectors.joining(", "))));
  }

  private Figure figure(int line, Map<String, String> cells) {
    String deviation = cells.get("deviation");
    return new Figure(
        number(line, "value", cells.get("value")),
        deviation.isEmpty() ? Double.NaN : number(line, "deviation", deviation));
  }

  private double number(int line, String column, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw wrong(line, column, text, "a number");
    }
  }

  private InvalidConfiguration wrong(int line, String column, String value, String allowed) {
    return new InvalidConfiguration(
        "%s:%d: %s cannot be '%s'; allowed: %s".formatted(file, line, column, value, allowed));
  }
}
