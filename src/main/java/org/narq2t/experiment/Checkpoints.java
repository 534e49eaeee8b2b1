package org.narq2t.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.narq2t.benchmark.Provenance;
import org.narq2t.benchmark.QueryRecord;
import org.narq2t.experiment.RunResult.Iteration;
import org.narq2t.files.AtomicFile;
import org.narq2t.files.HeldFile;
import org.narq2t.python.PythonFailure;
import org.narq2t.python.TorchRanker;

/**
 * What a run needs to go on after its process died: {@code checkpoint/} in its folder, gone once it
 * is finished.
 *
 * <p>{@code training.json} names the file of the weights and the optimiser that belong to it, which
 * was written before; {@code search.json} stands beside it once the search began. Each is written
 * atomically, and what came before is removed only after that, so at any moment the last complete
 * checkpoint can be read.
 */
public final class Checkpoints {
  private static final int FORMAT = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(10); // for one that is just stopping

  private final RunFolder folder;
  private final Path checkpoint;

  public Checkpoints(RunFolder folder) {
    this.folder = folder;
    this.checkpoint = folder.path().resolve("checkpoint");
  }

  /**
   * Keeps other processes of this machine from the folder of the run until it is closed, and
   * removes what one that died left half written. A worker that was taken for dead but only slept
   * still holds it, so what it writes when it wakes up is not mixed with another's.
   *
   * @throws IOException if the folder cannot be written, or another process still has it; the
   *     message says so
   */
  public HeldFile hold() throws IOException {
    HeldFile held = HeldFile.of(checkpoint.resolve("lock"), PATIENCE);
    for (Path each : List.of(folder.path(), checkpoint)) {
      try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(each, "{.*,*}.tmp")) {
        for (Path leftover : leftovers) {
          Files.deleteIfExists(leftover);
        }
      }
    }
    return held;
  }

  /** Before the first epoch. */
  static final Training NOTHING =
      new Training(RankerTraining.Progress.NONE, 0, false, Optional.empty());

  /**
   * A training in progress.
   *
   * @param seconds that it took so far
   * @param complete whether all epochs are done and the model is that of the best
   * @param model file of the ranker's state; empty before the first epoch
   */
  record Training(
      RankerTraining.Progress progress, double seconds, boolean complete, Optional<Path> model) {}

  /** {@code training.json}. */
  private record TrainingFile(
      int format,
      String table,
      RankerTraining.Progress progress,
      double seconds,
      boolean complete,
      String model) {}

  /**
   * A search in progress: {@code search.json}.
   *
   * @param table checksum of the benchmark table
   * @param queries all look-ups so far, those of training too
   * @param seconds that the search took so far
   */
  record Search(
      String table, List<Iteration> iterations, List<QueryRecord> queries, double seconds) {}

  /**
   * Keeps a training between two epochs.
   *
   * @throws UncheckedIOException if it cannot be written; the checkpoint before it is still there
   */
  void save(
      Provenance table, RankerTraining.Progress progress, double seconds, TorchRanker ranker) {
    Path model = checkpoint.resolve("epoch-%d.safetensors".formatted(progress.epochs().size()));
    save(table, progress, seconds, false, ranker, model);
  }

  /** Keeps a finished training, and the trained model in the folder of the run. */
  void saveTrained(
      Provenance table, RankerTraining.Progress progress, double seconds, TorchRanker ranker) {
    save(table, progress, seconds, true, ranker, folder.model());
  }

  private void save(
      Provenance table,
      RankerTraining.Progress progress,
      double seconds,
      boolean complete,
      TorchRanker ranker,
      Path model) {
    try {
      Files.createDirectories(checkpoint);
      ranker.save(model);
      write(
          trainingFile(),
          new TrainingFile(
              FORMAT,
              table.sha256(),
              progress,
              seconds,
              complete,
              checkpoint.relativize(model).toString()));
      removeModelsBut(model);
    } catch (PythonFailure e) {
      throw e.type().equals("OSError")
          ? new UncheckedIOException(e.pythonMessage(), new IOException(e))
          : e;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Keeps a search between two iterations. */
  void save(Search search) {
    try {
      write(checkpoint.resolve("search.json"), search);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /**
   * The training to go on with; empty if none was kept.
   *
   * @throws IllegalArgumentException if it looked up another table
   */
  Optional<Training> training(Provenance table) {
    return read(trainingFile(), TrainingFile.class)
        .map(
            file -> {
              require(file.table(), table);
              return new Training(
                  file.progress(),
                  file.seconds(),
                  file.complete(),
                  Optional.of(checkpoint.resolve(file.model()).normalize()));
            });
  }

  /** The search to go on with; empty if none was kept. */
  Optional<Search> search(Provenance table) {
    Optional<Search> search = read(checkpoint.resolve("search.json"), Search.class);
    search.ifPresent(found -> require(found.table(), table));
    return search;
  }

  /** Forgets everything: the run is finished and recorded. */
  public void remove() throws IOException {
    RunFolder.delete(checkpoint);
  }

  private Path trainingFile() {
    return checkpoint.resolve("training.json");
  }

  private void removeModelsBut(Path model) throws IOException {
    try (Stream<Path> files = Files.list(checkpoint)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith("epoch-") && !file.equals(model)) {
          Files.delete(file);
        }
      }
    }
  }

  private void require(String recorded, Provenance table) {
    if (!recorded.equals(table.sha256())) {
      throw new IllegalArgumentException(
          ("The run was interrupted while it used another table than %s, and cannot go on with this"
                  + " one: import that table again, or start a new run")
              .formatted(table.source()));
    }
  }

  private static void write(Path file, Object value) throws IOException {
    AtomicFile.write(file, Json.MAPPER.writeValueAsString(value));
  }

  private static <T> Optional<T> read(Path file, Class<T> type) {
    try {
      return Optional.of(Json.MAPPER.readValue(file.toFile(), type));
    } catch (NoSuchFileException | java.io.FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("The checkpoint " + file + " cannot be read", e);
    }
  }
}
