package org.narq2t.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.SmallRun;
import org.narq2t.python.PythonFailure;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Json;
import org.narq2t.run.RunFolder;
import org.narq2t.run.RunResult;
import org.narq2t.settings.Settings;
import org.narq2t.tracking.Runs;

/** A small run in every format, read back by a Python of its own. */
@QuarkusTest
class RunExportTest {
  private static RunFolder run;

  @Inject Runs runs;
  @Inject Benchmarks benchmarks;
  @Inject RunExport export;
  @Inject Settings settings;

  @TempDir Path folder;

  @BeforeEach
  void runOnce() throws IOException {
    if (run == null) {
      run = new RunFolder(runs.run(SmallRun.configuration(), event -> {}).folder(), benchmarks);
    }
  }

  private String name() {
    return run.path().getFileName().toString();
  }

  /** A copy of the run's folder without one file. */
  private RunFolder without(String file) throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    try (var files = Files.list(run.path())) {
      for (Path each : files.filter(f -> !f.endsWith(file)).toList()) {
        Files.copy(each, copy.resolve(each.getFileName()));
      }
    }
    return new RunFolder(copy, benchmarks);
  }

  private JsonNode python(String script, Path argument) throws Exception {
    Process process =
        new ProcessBuilder(
                settings.python().executable().toString(), "-c", script, argument.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    JsonNode answer = Json.MAPPER.readTree(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).isZero();
    return answer;
  }

  private Map<String, String> download(Format format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    export.writeTo(format, run, out);
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  @Test
  void csvHasTheTablesOfTheFolder() throws IOException {
    export.write(Format.CSV, run, folder.resolve("csv"));

    assertThat(folder.resolve("csv").toFile().list())
        .containsExactlyInAnyOrder(
            "metrics.csv", "candidates.csv", "predictions.csv", "look_ups.csv");
    long observed =
        run.result().rounds().stream().mapToInt(round -> round.observations().size()).sum();
    assertThat(Files.readAllLines(folder.resolve("csv/look_ups.csv")))
        .hasSize((int) observed + 1)
        .filteredOn(line -> line.contains(",training,") || line.contains(",tier_validation,"))
        .hasSize(run.result().configuration().strategy().beforeSearch());
    assertThat(folder.resolve("csv/predictions.csv"))
        .hasSameTextualContentAs(run.path().resolve("predictions.csv"));
    assertThat(download(Format.CSV))
        .containsOnlyKeys(
            name() + "/candidates.csv",
            name() + "/metrics.csv",
            name() + "/predictions.csv",
            name() + "/look_ups.csv")
        .containsEntry(
            name() + "/metrics.csv", Files.readString(run.path().resolve("metrics.csv")));
  }

  @Test
  void jsonIsTheResult() throws IOException {
    Path file = export.write(Format.JSON, run, folder.resolve("result"));

    assertThat(Json.MAPPER.readValue(file.toFile(), RunResult.class).candidates())
        .isEqualTo(run.result().candidates());
    assertThat(Format.JSON.fileName("a")).isEqualTo("a.json");
    assertThat(Format.PARQUET.fileName("a")).isEqualTo("a-parquet.zip");
  }

  @Test
  void parquetHasEveryRowAndSaysWhereItIsFrom() throws Exception {
    export.write(Format.PARQUET, run, folder.resolve("parquet"));

    JsonNode read =
        python(
            """
            import json, sys, pyarrow.parquet as pq
            from pathlib import Path
            tables = {f.stem: pq.read_table(f) for f in Path(sys.argv[1]).iterdir()}
            print(json.dumps({
                "rows": {name: table.num_rows for name, table in tables.items()},
                "tests": tables["candidates"]["test"].to_pylist(),
                "benchmark": tables["predictions"].schema.metadata[b"benchmark"].decode(),
            }))
            """,
            folder.resolve("parquet"));
    RunResult result = run.result();
    assertThat(read.at("/rows/metrics").asInt()).isEqualTo(2);
    assertThat(read.at("/rows/predictions").asInt()).isEqualTo(1_000);
    assertThat(read.at("/rows/candidates").asInt()).isEqualTo(result.candidates().size());
    assertThat(read.at("/rows/look_ups").asLong())
        .isEqualTo(result.rounds().stream().mapToInt(round -> round.observations().size()).sum());
    assertThat(read.at("/tests/0").asDouble())
        .isCloseTo(result.candidates().get(0).test(), org.assertj.core.data.Offset.offset(0.0001));
    assertThat(read.at("/benchmark").asText()).isEqualTo("surrogate");
  }

  @Test
  void tensorBoardShowsTheCurvesOfTheRun() throws Exception {
    export.write(Format.TENSORBOARD, run, folder.resolve("curves"));

    JsonNode read =
        python(
            """
            import json, sys
            from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
            events = EventAccumulator(sys.argv[1])
            events.Reload()
            print(json.dumps({t: [e.value for e in events.Scalars(t)] for t in events.Tags()["scalars"]}))
            """,
            folder.resolve("curves"));
    RunResult result = run.result();
    assertThat(read.path("loss/train")).hasSize(2);
    assertThat(read.path("loss/train").get(1).floatValue())
        .isEqualTo((float) result.epochs().get(1).train().loss());
    assertThat(read.path("search/look_ups").get(3).asInt()).isEqualTo(result.candidates().size());
    double best = result.candidates().stream().mapToDouble(c -> c.test()).max().orElseThrow();
    assertThat(read.path("search/best_test").get(3).floatValue()).isEqualTo((float) best);
    assertThat(read.path("final/tau_test").get(0).floatValue())
        .isEqualTo((float) result.ranking().tauTest());
    assertThat(download(Format.TENSORBOARD).keySet())
        .singleElement()
        .satisfies(file -> assertThat(file).startsWith(name() + "/events.out.tfevents."));
  }

  @Test
  void aFolderThatIsThereIsNotReplaced() throws IOException {
    Path mine = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(mine.resolve("notes.txt"), "keep");

    assertThatThrownBy(() -> export.write(Format.CSV, run, mine))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("it is there already");
    assertThat(mine.toFile().list()).containsExactly("notes.txt");
  }

  @Test
  void anExportThatFailsLeavesNothing() throws IOException {
    RunFolder damaged = without("predictions.csv");

    for (String target : List.of("out", "out.zip")) {
      assertThatThrownBy(() -> export.write(Format.CSV, damaged, folder.resolve(target)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("predictions.csv");
      assertThatThrownBy(() -> export.write(Format.PARQUET, damaged, folder.resolve(target)))
          .isInstanceOf(PythonFailure.class)
          .hasMessageContaining("predictions.csv");
    }
    assertThat(folder.toFile().list()).containsExactly("copy");
  }

  @Test
  void aRunWithoutAResultIsRefused() throws IOException {
    RunFolder unfinished = without("result.json");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> export.write(Format.JSON, unfinished, folder.resolve("out")))
        .withMessageContaining("did not finish");
  }

  @Test
  void aFormatThatDoesNotExistIsExplained() {
    assertThat(Format.of("tensorboard")).isEqualTo(Format.TENSORBOARD);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Format.of("xlsx"))
        .withMessage("'xlsx' is not a format; allowed: csv, json, parquet, tensorboard");
  }
}
