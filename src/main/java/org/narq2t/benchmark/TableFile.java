package org.narq2t.benchmark;

import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.narq2t.files.FileFormatException;
import org.narq2t.files.Safetensors;
import org.narq2t.ledger.Split;
import org.narq2t.space.Task;

/**
 * A table in a memory-mapped safetensors file.
 *
 * <p>Tensors, all float64 of one length: {@code {dataset}_validation} and {@code {dataset}_test} in
 * %, {@code {dataset}_latency} and {@code {dataset}_training_time} in seconds, {@code
 * {dataset}_{device}_latency} in milliseconds, {@code {dataset}_{device}_energy} in millijoules; a
 * data set or a cost may be absent, NaN marks a missing value. {@code __metadata__}: format {@code
 * narq2t-table}, version {@code 1} and the fields of {@link Provenance}.
 */
public final class TableFile implements BenchmarkTable {

  private static final String FORMAT = "narq2t-table";
  private static final String VERSION = "1";
  private static final String VALIDATION = "_validation";
  private static final String LATENCY = "_latency";
  private static final String ENERGY = "_energy";
  private static final double LARGEST = 1e9; // s, ms or mJ: beyond, nothing was measured
  private static final String REMEDY = "delete it and import the table again";

  private final Path path;
  private final int size;
  private final Provenance provenance;

  /** Columns by the name of their task. */
  private final Map<String, DoubleBuffer> validation = new HashMap<>();

  private final Map<String, DoubleBuffer> test = new HashMap<>();
  private final Map<String, DoubleBuffer> latency = new HashMap<>();
  private final Map<String, DoubleBuffer> trainingTime = new HashMap<>();
  private final Map<String, Map<String, DoubleBuffer>> byDevice = new HashMap<>();
  private final Map<String, Map<String, DoubleBuffer>> energies = new HashMap<>();

  private TableFile(Path path, Safetensors file, int size) throws IOException {
    this.path = path;
    this.size = size;
    this.provenance = provenance(file);
    for (String task : tasks(file)) {
      load(file, task + VALIDATION, task, validation);
      load(file, task + "_test", task, test);
      load(file, task + LATENCY, task, latency);
      load(file, task + "_training_time", task, trainingTime);
      byDevice.put(task, devices(file, task, LATENCY));
      energies.put(task, devices(file, task, ENERGY));
    }
    if (validation.isEmpty()) {
      throw new FileFormatException(path, "has no tensor '{dataset}_validation'", REMEDY);
    }
  }

  /**
   * Opens a table.
   *
   * @param space the name of the search space that it should be of
   * @param size the number of architectures in that space
   * @throws FileFormatException if the file is not such a table; the message says what to do
   * @throws IOException if it cannot be read
   */
  public static TableFile open(Path path, String space, int size) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString(), null, "import the table first");
    }
    Safetensors file = Safetensors.map(path, REMEDY);
    file.require("format", FORMAT);
    file.require("version", VERSION);
    file.require("space", space);
    return new TableFile(path, file, size);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public double accuracy(int architecture, Task dataset, Split split) {
    return at(split == Split.VALIDATION ? validation : test, architecture, dataset);
  }

  @Override
  public double latency(int architecture, Task dataset) {
    return at(latency, architecture, dataset);
  }

  @Override
  public double trainingTime(int architecture, Task dataset) {
    return at(trainingTime, architecture, dataset);
  }

  @Override
  public List<String> devices(Task dataset) {
    List<String> devices = new ArrayList<>(of(dataset).keySet());
    if (latency.containsKey(dataset.key()) && known(latency.get(dataset.key()))) {
      devices.add(0, OFFICIAL_DEVICE);
    }
    return devices;
  }

  @Override
  public double latencyMs(int architecture, Task dataset, String device) {
    DoubleBuffer measured = of(dataset).get(device);
    if (measured != null) {
      return measured.get(architecture);
    }
    requireDevice(dataset, device);
    return 1_000 * latency(architecture, dataset);
  }

  @Override
  public double energyMj(int architecture, Task dataset, String device) {
    DoubleBuffer measured = energies.getOrDefault(dataset.key(), Map.of()).get(device);
    return measured == null ? Double.NaN : measured.get(architecture);
  }

  @Override
  public List<String> energyDevices(Task dataset) {
    return List.copyOf(energies.getOrDefault(dataset.key(), Map.of()).keySet());
  }

  private Map<String, DoubleBuffer> of(Task dataset) {
    return byDevice.getOrDefault(dataset.key(), Map.of());
  }

  /** The tasks that the table knows. */
  private static List<String> tasks(Safetensors file) {
    return Stream.concat(
            Task.PUBLISHED.stream().map(Task::key),
            file.names().stream()
                .filter(name -> name.endsWith(VALIDATION))
                .map(name -> name.substring(0, name.length() - VALIDATION.length())))
        .distinct()
        .toList();
  }

  private boolean known(DoubleBuffer column) {
    return IntStream.range(0, size).anyMatch(a -> !Double.isNaN(column.get(a)));
  }

  /** The columns of one cost, by device. */
  private Map<String, DoubleBuffer> devices(Safetensors file, String task, String cost)
      throws FileFormatException {
    Map<String, DoubleBuffer> found = new TreeMap<>();
    String prefix = task + "_";
    for (String name : file.names()) {
      int device = name.length() - cost.length() - prefix.length();
      if (name.startsWith(prefix) && name.endsWith(cost) && device > 0) {
        found.put(
            name.substring(prefix.length(), prefix.length() + device), column(file, name, LARGEST));
      }
    }
    return found;
  }

  /** Whether the table has accuracies of this data set. */
  public boolean has(Task dataset) {
    return validation.containsKey(dataset.key()) && test.containsKey(dataset.key());
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public String toString() {
    return "%s (%s)".formatted(path, provenance.kind());
  }

  private double at(Map<String, DoubleBuffer> tensors, int architecture, Task dataset) {
    if (architecture < 0 || architecture >= size) {
      throw new IndexOutOfBoundsException(
          "architecture %d of %d in %s".formatted(architecture, size, path));
    }
    DoubleBuffer tensor = tensors.get(dataset.key());
    return tensor == null ? Double.NaN : tensor.get(architecture);
  }

  private void load(Safetensors file, String name, String task, Map<String, DoubleBuffer> into)
      throws FileFormatException {
    if (file.has(name)) {
      boolean accuracy = into == validation || into == test;
      into.put(task, column(file, name, accuracy ? 100 : LARGEST));
    }
  }

  /** A column, whose values are unknown or from 0 to the largest that is possible. */
  private DoubleBuffer column(Safetensors file, String name, double largest)
      throws FileFormatException {
    DoubleBuffer values = file.float64(name, size);
    for (int a = 0; a < size; a++) {
      double value = values.get(a);
      if (value < 0 || value > largest) {
        throw new FileFormatException(
            path,
            "is damaged or foreign: '%s' of architecture %d is %s".formatted(name, a, value),
            REMEDY);
      }
    }
    return values;
  }

  private Provenance provenance(Safetensors file) throws FileFormatException {
    String kind = file.metadata("kind");
    if (!kind.equals("real") && !kind.equals("surrogate")) {
      throw new FileFormatException(
          path, "has kind '%s', not real or surrogate".formatted(kind), REMEDY);
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
