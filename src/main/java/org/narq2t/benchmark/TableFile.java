package org.narq2t.benchmark;

import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
  static final String REMEDY = "delete it and import the table again";

  private final Path path;
  private final int size;
  private final Provenance provenance;

  /** Columns by the name of their task. */
  private final Map<String, DoubleBuffer> validation;

  private final Map<String, DoubleBuffer> test;
  private final Map<String, DoubleBuffer> latency;
  private final Map<String, DoubleBuffer> trainingTime;
  private final Map<String, Map<String, DoubleBuffer>> byDevice;
  private final Map<String, Map<String, DoubleBuffer>> energies;

  private TableFile(Path path, Safetensors file, int size) throws IOException {
    TableColumns columns = new TableColumns(path, file, size);
    this.path = path;
    this.size = size;
    this.provenance = columns.provenance();
    this.validation = columns.accuracies("_validation");
    this.test = columns.accuracies("_test");
    this.latency = columns.costs("_latency");
    this.trainingTime = columns.costs("_training_time");
    this.byDevice = columns.byDevice("_latency");
    this.energies = columns.byDevice("_energy");
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

  private boolean known(DoubleBuffer column) {
    return IntStream.range(0, size).anyMatch(a -> !Double.isNaN(column.get(a)));
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
}
