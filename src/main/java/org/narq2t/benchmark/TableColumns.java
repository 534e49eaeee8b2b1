package org.narq2t.benchmark;

import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.narq2t.files.FileFormatException;
import org.narq2t.files.Safetensors;
import org.narq2t.space.Task;

/**
 * The columns of a {@link TableFile} by the names of their tasks, each value checked.
 *
 * @param size the number of architectures
 */
record TableColumns(Path path, Safetensors file, int size) {
  private static final String VALIDATION = "_validation";
  private static final double LARGEST = 1e9; // s, ms or mJ: beyond, nothing was measured

  /** Accuracies in %. */
  Map<String, DoubleBuffer> accuracies(String suffix) throws FileFormatException {
    return columns(suffix, 100);
  }

  /** Times. */
  Map<String, DoubleBuffer> costs(String suffix) throws FileFormatException {
    return columns(suffix, LARGEST);
  }

  private Map<String, DoubleBuffer> columns(String suffix, double largest)
      throws FileFormatException {
    Map<String, DoubleBuffer> columns = new HashMap<>();
    for (String task : tasks()) {
      if (file.has(task + suffix)) {
        columns.put(task, column(task + suffix, largest));
      }
    }
    return columns;
  }

  /** One cost, by task and device. */
  Map<String, Map<String, DoubleBuffer>> byDevice(String suffix) throws FileFormatException {
    Map<String, Map<String, DoubleBuffer>> columns = new HashMap<>();
    for (String task : tasks()) {
      columns.put(task, devices(task, suffix));
    }
    return columns;
  }

  /** The tasks that the table knows. */
  private List<String> tasks() {
    return Stream.concat(
            Task.PUBLISHED.stream().map(Task::key),
            file.names().stream()
                .filter(name -> name.endsWith(VALIDATION))
                .map(name -> name.substring(0, name.length() - VALIDATION.length())))
        .distinct()
        .toList();
  }

  private Map<String, DoubleBuffer> devices(String task, String cost) throws FileFormatException {
    Map<String, DoubleBuffer> found = new TreeMap<>();
    String prefix = task + "_";
    for (String name : file.names()) {
      int device = name.length() - cost.length() - prefix.length();
      if (name.startsWith(prefix) && name.endsWith(cost) && device > 0) {
        found.put(name.substring(prefix.length(), prefix.length() + device), column(name, LARGEST));
      }
    }
    return found;
  }

  /** A column, whose values are unknown or from 0 to the largest that is possible. */
  private DoubleBuffer column(String name, double largest) throws FileFormatException {
    DoubleBuffer values = file.float64(name, size);
    for (int a = 0; a < size; a++) {
      double value = values.get(a);
      if (value < 0 || value > largest) {
        throw new FileFormatException(
            path,
            "is damaged or foreign: '%s' of architecture %d is %s".formatted(name, a, value),
            TableFile.REMEDY);
      }
    }
    return values;
  }

  /** What its metadata say. */
  Provenance provenance() throws FileFormatException {
    String kind = file.metadata("kind");
    if (!kind.equals("real") && !kind.equals("surrogate")) {
      throw new FileFormatException(
          path, "has kind '%s', not real or surrogate".formatted(kind), TableFile.REMEDY);
    }
    return new Provenance(
        file.metadata("space"),
        kind,
        file.metadata("source"),
        file.metadata("sha256"),
        file.metadata("imported_at"),
        file.metadata("seeds"),
        file.metadata("missing"),
        file.metadata("importer"));
  }
}
