package org.narq2t.predictor.narq2t;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.narq2t.files.AtomicFile;

/**
 * A training between two epochs: {@code training.json}, which names the file of weights and
 * optimiser that belongs to it and was written before. Each is written atomically, and what came
 * before is removed only after that, so at any moment the last complete one can be read.
 */
final class TrainingCheckpoint {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Path folder;

  TrainingCheckpoint(Path folder) {
    this.folder = folder;
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
   * Keeps a training between two epochs.
   *
   * @throws UncheckedIOException if it cannot be written; the checkpoint before it is still there
   */
  void keep(RankerTraining.TrainingHistory progress, double seconds, Ranker ranker) {
    String state = "epoch-%d.safetensors".formatted(progress.epochs().size());
    try {
      Files.createDirectories(folder);
      ranker.save(folder.resolve(state));
      AtomicFile.write(file(), JSON.writeValueAsString(new Kept(progress, seconds, state)));
      removeBut(state);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
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
