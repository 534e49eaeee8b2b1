package org.narq2t.evaluator.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The trainings on one set of images, by whichever run: a file with a JSON object a line. The same
 * training is not done twice. A line counts once it is complete.
 */
public final class TrainingStore {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** The identity of a training: everything that decides how it ends. */
  public record Key(
      String space,
      String cell,
      int resolution,
      int imageChannels,
      NetworkSettings network,
      RecipeSettings recipe,
      long seed) {

    Key withCell(String other) {
      return new Key(space, other, resolution, imageChannels, network, recipe, seed);
    }

    Key withoutRungs() {
      return new Key(space, cell, resolution, imageChannels, network, recipe.alone(), seed);
    }
  }

  /** A line of the file. */
  private record Line(Key key, Training training) {}

  private final Path file;
  private final Map<Key, Training> known = new LinkedHashMap<>();

  private TrainingStore(Path file) {
    this.file = file;
  }

  /**
   * Opens a store; the file need not exist yet.
   *
   * @throws IOException if it cannot be read; the message names the line
   */
  public static TrainingStore open(Path file) throws IOException {
    TrainingStore store = new TrainingStore(file);
    if (Files.exists(file)) {
      String text = Files.readString(file);
      int number = 0;
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        number++;
        if (!line.isBlank()) { // it ends what a killed process had begun
          store.read(line, number);
        }
      }
    }
    return store;
  }

  private void read(String text, int number) throws IOException {
    try {
      Line line = JSON.readValue(text, Line.class);
      known.put(line.key(), line.training());
    } catch (IOException e) {
      if (!text.endsWith("}")) {
        return; // a process was killed while it wrote this line
      }
      throw new IOException(
          "%s: line %d is damaged: remove the line, its training is done again"
              .formatted(file, number),
          e);
    }
  }

  /** The training, if it was done. */
  public synchronized Optional<Training> find(Key key) {
    return Optional.ofNullable(known.get(key));
  }

  /** All trainings, in the order in which they were done. */
  public synchronized Map<Key, Training> all() {
    return new LinkedHashMap<>(known);
  }

  /**
   * Adds a training.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public synchronized void add(Key key, Training training) {
    try {
      Files.createDirectories(file.getParent());
      List<String> text = new ArrayList<>();
      if (Files.exists(file) && !endsItsLine()) {
        text.add("");
      }
      text.add(JSON.writeValueAsString(new Line(key, training)));
      Files.write(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " was not written: " + e.getMessage(), e);
    }
    known.put(key, training);
  }

  private boolean endsItsLine() throws IOException {
    try (var channel = Files.newByteChannel(file)) {
      if (channel.size() == 0) {
        return true;
      }
      var last = java.nio.ByteBuffer.allocate(1);
      channel.position(channel.size() - 1).read(last);
      return last.get(0) == '\n';
    }
  }
}
