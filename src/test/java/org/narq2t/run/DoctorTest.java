package org.narq2t.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.files.Safetensors;
import org.narq2t.files.SafetensorsWriter;
import org.narq2t.run.Doctor.Check;
import org.narq2t.settings.Settings;
import org.narq2t.space.nasbench101.NasBench101;

/** In the default profile: with {@link SmallRunTest}, two applications start in one JVM. */
@QuarkusTest
class DoctorTest {
  @Inject Doctor doctor;

  @Test
  void aCompleteInstallationPassesEveryCheck() {
    List<Check> checks = doctor.examine();

    assertThat(checks)
        .extracting(Check::name)
        .containsExactly(
            "Java",
            "Python environment",
            "interpreter",
            "shared memory",
            "Python errors",
            "control interpreter",
            "NAS-Bench-201 table",
            "NAS-Bench-101 cells",
            "NAS-Bench-101 table");
    assertThat(checks)
        .allSatisfy(check -> assertThat(check.passed()).as(check.toString()).isTrue());
  }

  /** The checks that need no Python, of a data folder. */
  private static List<Check> examine(Path data) {
    Settings settings =
        new Settings() {
          @Override
          public Path home() {
            throw new UnsupportedOperationException();
          }

          @Override
          public Path data() {
            return data;
          }

          @Override
          public Path runs() {
            throw new UnsupportedOperationException();
          }

          @Override
          public Optional<String> database() {
            return Optional.empty();
          }

          @Override
          public Path reports() {
            throw new UnsupportedOperationException();
          }

          @Override
          public Optional<String> token() {
            return Optional.empty();
          }

          @Override
          public Python python() {
            throw new UnsupportedOperationException();
          }
        };
    return new SpaceFiles(new Benchmarks(settings, null)).checks(Spaces.named(NasBench101.NAME));
  }

  private static void broken(Path file) throws IOException {
    Files.writeString(file, "not safetensors");
  }

  @Test
  void withoutNasBench101NothingFailsAndWhatToDoIsSaid(@TempDir Path folder) {
    List<Check> checks = examine(folder);

    assertThat(checks).extracting(Check::passed).containsExactly(true, true);
    assertThat(checks.get(0).finding()).contains("space enumerate --space nb101");
    assertThat(checks.get(1).finding()).contains("data fetch --space nb101");
  }

  @Test
  void brokenFilesFail(@TempDir Path folder) throws IOException {
    broken(folder.resolve("nasbench101-space.safetensors"));
    broken(folder.resolve("nasbench101.safetensors"));

    List<Check> checks = examine(folder);

    assertThat(checks).extracting(Check::passed).containsExactly(false, false);
    assertThat(checks.get(0).finding()).contains("nasbench101-space.safetensors", "delete it");
  }

  @Test
  void cellsAndTableAreCounted(@TempDir Path folder) throws IOException {
    NasBench101.enumerate(folder.resolve("nasbench101-space.safetensors"), 4, (done, total) -> {});
    int size = NasBench101.open(folder.resolve("nasbench101-space.safetensors")).size();
    ByteBuffer column = ByteBuffer.allocate(8 * size).order(ByteOrder.LITTLE_ENDIAN);
    for (int cell = 0; cell < size; cell++) {
      column.putDouble(cell < 3 ? 90 : Double.NaN);
    }
    Map<String, String> about = new HashMap<>();
    for (String key : List.of("sha256", "imported_at", "seeds", "missing", "importer")) {
      about.put(key, "");
    }
    about.putAll(Map.of("format", "narq2t-table", "version", "1", "space", NasBench101.NAME));
    about.putAll(Map.of("kind", "real", "source", "a test"));
    SafetensorsWriter.write(
        folder.resolve("nasbench101.safetensors"),
        about,
        List.of(
            new SafetensorsWriter.Tensor(
                "cifar10_validation", Safetensors.Type.F64, new int[] {size}, column.rewind())));

    List<Check> checks = examine(folder);

    assertThat(checks.get(0).finding()).endsWith(size + " cells");
    assertThat(checks.get(1).finding()).endsWith("a test, 3 of " + size + " cells known");
  }
}
