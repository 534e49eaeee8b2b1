package org.narq2t.predictor.narq2t;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.narq2t.files.AtomicFile;

/**
 * A training between two epochs: {@code training.json}, which names the file of weights and
 * optimiser that belongs to it and was written before. Each is written atomically, and what came
 * before is removed only after that, so at any moment the last complete one can be read.
 *
 * <p>Epochs can be as short as it takes to write one, so it is not written after each: at most a
 * twentieth of the time of a training goes into its checkpoints.
 */
final class TrainingCheckpoint {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** How many times as long as one takes to write none is written. */
  private static final int PAUSE = 20;

  private final Path folder;
  private final LongSupplier nanos;
  private long due;

  /**
   * @param nanos a clock, in nanoseconds
   */
  TrainingCheckpoint(Path folder, LongSupplier nanos) {
    this.folder = folder;
    this.nanos = nanos;
    this.due = nanos.getAsLong();
  }

  /**
   * A training in progress.
   *
   * @param seconds that it took so far
   * @param state file of the ranker's state, beside this one
   */
  record Kept(RankerTraining.TrainingHistory progress, double seconds, String state) {}

  /** The training to go on with; empty if none was kept. */
  Optional<Kept> read() {
    if (!Files.exists(file())) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file().toFile(), Kept.class));
    } catch (IOException e) {
      throw new UncheckedIOException("The checkpoint " + file() + " cannot be read", e);
    }
  }

  /** The file of the state that was kept. */
  Path state(Kept kept) {
    return folder.resolve(kept.state());
  }

  /**
   * Keeps a training between two epochs, unless one was kept lately: what it can go on from then is
   * that one.
   *
   * @throws UncheckedIOException if it cannot be written; the checkpoint before it is still there
   */
  void keep(RankerTraining.TrainingHistory progress, double seconds, Ranker ranker) {
    long begun = nanos.getAsLong();
    if (begun - due < 0) {
      return;
    }
    String state = "epoch-%d.safetensors".formatted(progress.epochs().size());
    try {
      Files.createDirectories(folder);
      ranker.save(folder.resolve(state));
      AtomicFile.write(file(), JSON.writeValueAsString(new Kept(progress, seconds, state)));
      removeBut(state);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    long end = nanos.getAsLong();
    due = end + PAUSE * (end - begun);
  }

  private Path file() {
    return folder.resolve("training.json");
  }

  private void removeBut(String state) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith("epoch-") && !name.equals(state)) {
          Files.delete(file);
        }
      }
    }
  }
}
