package org.narq2t.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.files.FileFormatException;
import org.narq2t.ledger.Split;
import org.narq2t.space.Task;

class TableFileTest {

  @TempDir private Path folder;
  private final Map<String, String> metadata = new TreeMap<>();
  private final Map<String, double[]> tensors = new TreeMap<>();

  @BeforeEach
  void aSoundTable() {
    metadata.putAll(
        Map.of("format", "narq2t-table", "version", "1", "space", "tiny", "kind", "real"));
    metadata.putAll(
        Map.of("source", "a.csv", "sha256", "ab", "imported_at", "2024-01-01T00:00:00Z"));
    metadata.putAll(Map.of("seeds", "777", "missing", "none", "importer", "test"));
    tensors.put("cifar10_validation", new double[] {80, 90});
    tensors.put("cifar10_test", new double[] {81, 91});
    tensors.put("cifar10_latency", new double[] {0.01, Double.NaN});
  }

  @Test
  void givesAccuraciesLatenciesAndProvenance() throws IOException {
    TableFile table = TableFile.open(write(), "tiny", 2);
    assertThat(table.size()).isEqualTo(2);
    assertThat(table.accuracy(1, Task.CIFAR10, Split.VALIDATION)).isEqualTo(90);
    assertThat(table.accuracy(0, Task.CIFAR10, Split.TEST)).isEqualTo(81);
    assertThat(table.latency(0, Task.CIFAR10)).isEqualTo(0.01);
    assertThat(table.latency(1, Task.CIFAR10)).isNaN();
    assertThat(table.isSurrogate()).isFalse();
    assertThat(table.provenance().source()).isEqualTo("a.csv");
  }

  /** Official latencies are seconds in the file, those of other devices milliseconds. */
  @Test
  void givesLatenciesInMillisecondsByDevice() throws IOException {
    tensors.put("cifar10_pixel3_latency", new double[] {12.5, 7});
    tensors.put("cifar10_edgegpu_energy", new double[] {24.2, Double.NaN});
    tensors.put("cifar100_pixel3_latency", new double[] {13, 8});
    TableFile table = TableFile.open(write(), "tiny", 2);

    assertThat(table.devices(Task.CIFAR10)).containsExactly("gtx1080ti", "pixel3");
    assertThat(table.devices(Task.CIFAR100)).containsExactly("pixel3");
    assertThat(table.latencyMs(0, Task.CIFAR10, "gtx1080ti")).isEqualTo(10);
    assertThat(table.latencyMs(1, Task.CIFAR10, "gtx1080ti")).isNaN();
    assertThat(table.latencyMs(0, Task.CIFAR10, "pixel3")).isEqualTo(12.5);
    assertThat(table.energyDevices(Task.CIFAR10)).containsExactly("edgegpu");
    assertThat(table.energyMj(0, Task.CIFAR10, "edgegpu")).isEqualTo(24.2);
    assertThat(table.energyMj(1, Task.CIFAR10, "edgegpu")).isNaN();
    assertThat(table.energyMj(0, Task.CIFAR10, "pixel3")).isNaN();
    assertThatThrownBy(() -> table.requireEnergy(Task.CIFAR10, "pixel3"))
        .hasMessage("the table has no energies of 'pixel3' on cifar10; it has: edgegpu");
    assertThatThrownBy(() -> table.requireEnergy(Task.CIFAR100, "edgegpu"))
        .hasMessageContaining("it has: none");
    assertThatThrownBy(() -> table.latencyMs(0, Task.CIFAR100, "gtx1080ti"))
        .hasMessage("the table has no latencies of 'gtx1080ti' on cifar100; it has: pixel3");
  }

  @Test
  void aDatasetThatTheTableLacksIsUnknown() throws IOException {
    TableFile table = TableFile.open(write(), "tiny", 2);
    assertThat(table.has(Task.CIFAR10)).isTrue();
    assertThat(table.has(Task.CIFAR100)).isFalse();
    assertThat(table.accuracy(0, Task.CIFAR100, Split.TEST)).isNaN();
  }

  @Test
  void anArchitectureOutsideTheSpaceIsAnError() throws IOException {
    TableFile table = TableFile.open(write(), "tiny", 2);
    assertThatThrownBy(() -> table.accuracy(2, Task.CIFAR10, Split.TEST))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("architecture 2 of 2");
  }

  @Test
  void namesWhatDoesNotFit() throws IOException {
    metadata.put("format", "something");
    assertRefused(write(), "has format 'something' where 'narq2t-table' is needed");
    metadata.put("format", "narq2t-table");
    metadata.put("kind", "invented");
    assertRefused(write(), "has kind 'invented', not real or surrogate");
    metadata.remove("kind");
    assertRefused(write(), "has no metadata 'kind'");
  }

  @Test
  void refusesAnotherSpaceOrAnotherLength() throws IOException {
    Path path = write();
    assertThatThrownBy(() -> TableFile.open(path, "nasbench201", 2))
        .hasMessageContaining("has space 'tiny' where 'nasbench201' is needed");
    assertThatThrownBy(() -> TableFile.open(path, "tiny", 3))
        .hasMessageContaining("tensor 'cifar10_validation' has shape [2], not [3]");
  }

  @Test
  void refusesATableWithoutValidationAccuracies() throws IOException {
    tensors.remove("cifar10_validation");
    assertRefused(write(), "has no tensor '{dataset}_validation'");
  }

  @Test
  void refusesATensorThatEndsBeyondTheFile() throws IOException {
    Path path = write();
    byte[] bytes = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(bytes, bytes.length - 1));
    assertRefused(path, "ends beyond the end of the file");
  }

  @Test
  void refusesValuesThatCannotBe() throws IOException {
    for (double value : new double[] {Double.POSITIVE_INFINITY, -1e300, 100.5}) {
      tensors.put("cifar10_test", new double[] {81, value});
      assertRefused(write(), "'cifar10_test' of architecture 1 is " + value);
    }
    tensors.put("cifar10_test", new double[] {81, 100});
    for (double value : new double[] {Double.NEGATIVE_INFINITY, -1, 1e308}) {
      tensors.put("cifar10_pixel3_latency", new double[] {value, 2});
      assertRefused(write(), "'cifar10_pixel3_latency' of architecture 0 is " + value);
    }
  }

  /** Whatever is missing or changed, the file is named, or its values are possible ones. */
  @Test
  void aFileThatIsCutOrChangedAnywhereIsRefusedOrPossible() throws IOException {
    byte[] sound = Files.readAllBytes(write());
    Path path = folder.resolve("changed.safetensors");
    for (int length = 0; length < sound.length; length++) {
      Files.write(path, Arrays.copyOf(sound, length));
      assertThatThrownBy(() -> TableFile.open(path, "tiny", 2))
          .isInstanceOf(FileFormatException.class)
          .hasMessageContaining("changed.safetensors");
    }
    for (int position = 0; position < sound.length; position++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] changed = sound.clone();
        changed[position] ^= (byte) (1 << bit);
        Files.write(path, changed);
        try {
          TableFile table = TableFile.open(path, "tiny", 2);
          assertThat(table.accuracy(0, Task.CIFAR10, Split.VALIDATION)).isNotNegative();
        } catch (FileFormatException e) {
          assertThat(e).hasMessageContaining("changed.safetensors");
        }
      }
    }
  }

  @Test
  void aMissingFileIsToBeImported() {
    assertThatThrownBy(() -> TableFile.open(folder.resolve("none.safetensors"), "tiny", 2))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none.safetensors")
        .hasMessageContaining("import the table first");
  }

  @Test
  void refusesWhatIsNotSafetensors() throws IOException {
    Path path = folder.resolve("table.safetensors");
    Files.write(path, new byte[4]);
    assertRefused(path, "it has fewer than 8 bytes");
    Files.write(path, new byte[] {-1, -1, -1, -1, -1, -1, -1, 127, 0});
    assertRefused(path, "its header would have 9223372036854775807 bytes");
    Files.write(path, new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '['});
    assertRefused(path, "its header is not JSON");
    Files.write(path, new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '[', ']'});
    assertRefused(path, "its header is not an object");
  }

  private void assertRefused(Path path, String message) {
    assertThatThrownBy(() -> TableFile.open(path, "tiny", 2))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(message)
        .hasMessageContaining("import the table again");
  }

  private Path write() throws IOException {
    Map<String, Object> header = new TreeMap<>(Map.of("__metadata__", metadata));
    int end = 0;
    for (var tensor : tensors.entrySet()) {
      int begin = end;
      end += Double.BYTES * tensor.getValue().length;
      header.put(
          tensor.getKey(),
          Map.of(
              "dtype", "F64",
              "shape", List.of(tensor.getValue().length),
              "data_offsets", List.of(begin, end)));
    }
    byte[] json = new ObjectMapper().writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + end).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    tensors.values().forEach(values -> Arrays.stream(values).forEach(bytes::putDouble));
    return Files.write(folder.resolve("table.safetensors"), bytes.array());
  }
}
