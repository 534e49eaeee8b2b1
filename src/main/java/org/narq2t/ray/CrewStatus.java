package org.narq2t.ray;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.narq2t.files.AtomicFile;

/** The status of a crew for a reader: a file in the folder of its run, whoever does that. */
public final class CrewStatus {
  static final String NAME = "crew.json";
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final System.Logger LOG = System.getLogger(CrewStatus.class.getName());

  private final Path file;
  private Shown last = new Shown("", "", List.of(), List.of());

  /**
   * A crew, for a reader.
   *
   * @param job its job on Ray
   * @param trouble why the run waits, a sentence; empty if it does not
   */
  public record Shown(
      String job, String trouble, List<CrewBoard.Node> nodes, List<CrewBoard.Training> trainings) {}

  CrewStatus(Path file) {
    this.file = file;
  }

  /** The crew that works for a run now, by the folder of the run. */
  public static Optional<Shown> of(Path run) throws IOException {
    return in(run.resolve("trainings"));
  }

  /** The same by the folder of a crew. */
  public static Optional<Shown> in(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    return Files.exists(file)
        ? Optional.of(JSON.readValue(Files.readString(file), Shown.class))
        : Optional.empty();
  }

  void write(CrewBoard board, String trouble) {
    Shown now = new Shown(board.crew(), trouble, board.nodes(), board.trainings());
    if (!now.equals(last)) {
      try {
        String text = JSON.writeValueAsString(now);
        AtomicFile.write(file, out -> out.write(text));
        last = now;
      } catch (IOException e) {
        if (!Thread.currentThread().isInterrupted()) { // else the run is over, and so is the crew
          LOG.log(System.Logger.Level.WARNING, "{0} was not written: {1}", file, e.getMessage());
        }
      }
    }
  }

  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "{0} was not removed: {1}", file, e.getMessage());
    }
  }
}
