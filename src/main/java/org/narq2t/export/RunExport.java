package org.narq2t.export;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.narq2t.files.AtomicFile;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.run.RunFolder;
import org.narq2t.run.RunResult;

/**
 * Writes finished runs in the formats of other programs. Python writes Parquet and event files, on
 * the control interpreter, so that an export does not wait for a run that trains.
 */
@ApplicationScoped
public class RunExport {
  private static final List<String> TABLES =
      List.of("metrics.csv", "candidates.csv", "predictions.csv");

  private final EmbeddedPython python;

  RunExport(EmbeddedPython python) {
    this.python = python;
  }

  /**
   * Writes a run to disk, whole or not at all: JSON to a file, the others to a folder, or to a zip
   * archive if the target is called so. A file is replaced, a folder is not.
   *
   * @return the target
   * @throws IllegalArgumentException if the run is not finished
   * @throws FileAlreadyExistsException if the target is a folder with files in it
   * @throws IOException if it cannot be written
   */
  public Path write(Format format, RunFolder run, Path target) throws IOException {
    requireFinished(run);
    if (format.isOneFile() || target.toString().endsWith(".zip")) {
      AtomicFile.writeBytes(
          target,
          channel -> {
            OutputStream out = Channels.newOutputStream(channel);
            writeTo(format, run, out);
            out.flush();
          });
    } else {
      writeFolder(format, run, target.toAbsolutePath().normalize());
    }
    return target;
  }

  /**
   * Writes a run as one download, see {@link Format#mediaType} and {@link Format#fileName}; leaves
   * the stream open. An error that comes before the first byte is that the run cannot be exported.
   *
   * @throws IllegalArgumentException if the run is not finished
   * @throws IOException if it cannot be read or written
   */
  public void writeTo(Format format, RunFolder run, OutputStream out) throws IOException {
    requireFinished(run);
    if (format.isOneFile()) {
      out.write(run.text().getBytes(StandardCharsets.UTF_8));
      return;
    }
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      fill(format, run, folder.path());
      folder.zip(run.path().getFileName().toString(), out);
    }
  }

  private void writeFolder(Format format, RunFolder run, Path target) throws IOException {
    refuseOccupied(target);
    Files.createDirectories(target.getParent());
    Path beside =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try (TemporaryFolder folder = new TemporaryFolder(Files.createDirectory(beside))) {
      fill(format, run, folder.path());
      Files.move(folder.path(), target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void fill(Format format, RunFolder run, Path folder) throws IOException {
    switch (format) {
      case CSV -> {
        for (String table : TABLES) {
          Files.copy(run.path().resolve(table), folder.resolve(table));
        }
        writeLookUps(run, folder);
      }
      case JSON -> throw new IllegalStateException("JSON is one file");
      case PARQUET -> {
        try (TemporaryFolder read = TemporaryFolder.create()) {
          python
              .runtime()
              .control(
                  "export_parquet",
                  Map.of(
                      "run",
                      run.path().toAbsolutePath().toString(),
                      "look_ups",
                      writeLookUps(run, read.path()).toString(),
                      "target",
                      folder.toString(),
                      "notes",
                      notes(run)));
        }
      }
      case TENSORBOARD -> python.runtime().control("export_event_file", EventFile.of(run, folder));
    }
  }

  private static Path writeLookUps(RunFolder run, Path folder) throws IOException {
    return Files.write(folder.resolve("look_ups.csv"), LookUpTable.whole(run.result()));
  }

  /** What a table says of its run, wherever it goes. */
  private static Map<String, String> notes(RunFolder run) throws IOException {
    RunResult result = run.result();
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put("run", run.path().getFileName().toString());
    notes.put("space", result.configuration().space());
    notes.put("dataset", result.configuration().dataset().key());
    notes.put("preset", result.configuration().preset());
    notes.put("seed", Long.toString(result.configuration().seed()));
    notes.put("benchmark", result.table().kind());
    notes.put("source", result.table().source());
    return notes;
  }

  private static void requireFinished(RunFolder run) {
    if (!run.isFinished()) {
      throw new IllegalArgumentException(
          "The run in %s cannot be exported: it did not finish".formatted(run.path()));
    }
  }

  private static void refuseOccupied(Path target) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    if (Files.isDirectory(target)) {
      try (var entries = Files.list(target)) {
        if (entries.findAny().isEmpty()) {
          return;
        }
      }
    }
    throw new FileAlreadyExistsException(
        target.toString(), null, "it is there already: remove it, or name another place");
  }
}
