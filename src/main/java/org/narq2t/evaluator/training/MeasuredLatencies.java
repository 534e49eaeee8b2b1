package org.narq2t.evaluator.training;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Latencies measured on this machine: the CSV that {@code latency measure} writes. */
public final class MeasuredLatencies {
  private static final CsvMapper CSV = new CsvMapper();

  private final Path file;
  private final Map<String, Latency> known = new HashMap<>();

  /**
   * A measurement; times in ms for a batch.
   *
   * @param runtime that ran the network
   * @param batch images
   */
  public record Latency(
      double median, double lowerQuartile, double upperQuartile, String runtime, int batch) {

    private static Latency of(Map<String, String> row) {
      double median = Double.parseDouble(row.get("milliseconds"));
      return new Latency(
          median,
          number(row, "lower_quartile", median),
          number(row, "upper_quartile", median),
          row.getOrDefault("runtime", ""),
          (int) number(row, "batch", 1));
    }

    private static double number(Map<String, String> row, String column, double otherwise) {
      return row.containsKey(column) ? Double.parseDouble(row.get(column)) : otherwise;
    }
  }

  MeasuredLatencies(Path file) {
    this.file = file;
    read();
  }

  /** Latency in ms by the text form of a cell, NaN if it was not measured. */
  double of(String cell) {
    return find(cell).map(Latency::median).orElse(Double.NaN);
  }

  /** The measurement of a cell, if there is one. */
  Optional<Latency> find(String cell) {
    return Optional.ofNullable(known.get(cell));
  }

  /** Has the cells measured that were not. */
  void measure(Trainer trainer, List<String> cells) {
    List<String> open = cells.stream().filter(cell -> !known.containsKey(cell)).toList();
    if (!open.isEmpty()) {
      try {
        Files.createDirectories(file.getParent());
      } catch (IOException e) {
        throw new UncheckedIOException(file.getParent() + " cannot be made", e);
      }
      trainer.measure(open, file);
      read();
    }
  }

  private void read() {
    if (!Files.exists(file)) {
      return;
    }
    try (MappingIterator<Map<String, String>> rows =
        CSV.readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(file.toFile())) {
      while (rows.hasNext()) {
        Map<String, String> row = rows.next();
        known.put(row.get("arch"), Latency.of(row));
      }
    } catch (IOException | NumberFormatException e) {
      throw new UncheckedIOException(
          file + " is damaged: remove it, the latencies are measured again",
          e instanceof IOException io ? io : new IOException(e));
    }
  }
}
