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

/** Latencies measured on this machine: the CSV that {@code latency measure} writes. */
final class MeasuredLatencies {
  private static final CsvMapper CSV = new CsvMapper();

  private final Path file;
  private final Map<String, Double> milliseconds = new HashMap<>();

  MeasuredLatencies(Path file) {
    this.file = file;
    read();
  }

  /** Latency in ms by the text form of a cell, NaN if it was not measured. */
  double of(String cell) {
    return milliseconds.getOrDefault(cell, Double.NaN);
  }

  /** Has the cells measured that were not. */
  void measure(Trainer trainer, List<String> cells) {
    List<String> open = cells.stream().filter(cell -> !milliseconds.containsKey(cell)).toList();
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
        milliseconds.put(row.get("arch"), Double.parseDouble(row.get("milliseconds")));
      }
    } catch (IOException | NumberFormatException e) {
      throw new UncheckedIOException(
          file + " is damaged: remove it, the latencies are measured again",
          e instanceof IOException io ? io : new IOException(e));
    }
  }
}
