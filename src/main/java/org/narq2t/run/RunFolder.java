package org.narq2t.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.narq2t.benchmark.Provenance;
import org.narq2t.files.AtomicFile;
import org.narq2t.files.FileFormatException;
import org.narq2t.files.Folders;
import org.narq2t.files.Sha256;
import org.narq2t.ledger.Round;
import org.narq2t.loop.RunLog;
import org.narq2t.space.Space;

/**
 * The folder of one run: {@code configuration.yaml}, {@code environment.json}, {@code metrics.csv}
 * (by epoch), {@code candidates.csv} (in the order of their look-up), {@code predictions.csv} (of
 * what the ranking was judged on), {@code model.safetensors} with its {@code checksums.txt}, and
 * {@code result.json}. Every file is written atomically.
 */
public record RunFolder(Path path, BenchmarkSource source) {
  private static final String MODEL = "model.safetensors";
  private static final String BEGUN = "begun";

  public Path model() {
    return path.resolve(MODEL);
  }

  /** The model's SHA-256, as {@code sha256sum -c} reads it; runs of before have none. */
  private Path checksums() {
    return path.resolve("checksums.txt");
  }

  /**
   * Checks that the model is the one that the run wrote: a changed bit would answer with other
   * numbers.
   *
   * @throws FileFormatException if it is not
   */
  void requireModel() throws IOException {
    if (Files.exists(checksums())
        && !Files.readString(checksums()).startsWith(Sha256.of(model()) + " ")) {
      throw new FileFormatException(
          model(), "is not what its run wrote", "restore it from a copy, or do the run again");
    }
  }

  /** The file of its environment, see {@link RunEnvironment}; written when it begins. */
  public Path environment() {
    return path.resolve("environment.json");
  }

  /**
   * Whether the run was done on this table.
   *
   * @throws IOException if it has not begun, or its record cannot be read
   */
  public boolean isOn(Provenance table) throws IOException {
    JsonNode ran = Json.MAPPER.readTree(environment().toFile());
    return Provenance.identity(ran.at("/table/sha256").asText()).equals(table.identity());
  }

  /** Whether the run came to its end. */
  public boolean isFinished() {
    return Files.exists(written());
  }

  public void begin(RunConfiguration configuration, Map<String, Object> environment)
      throws IOException {
    Map<String, Object> described = new LinkedHashMap<>(environment);
    described.put(BEGUN, Files.exists(environment()) ? begun() : Instant.now());
    AtomicFile.write(path.resolve("configuration.yaml"), ConfigurationFile.write(configuration));
    AtomicFile.write(environment(), Json.MAPPER.writeValueAsString(described));
  }

  /**
   * When the run began, for the first time if it was interrupted. Of a run whose record does not
   * say so it is when its configuration was written.
   */
  public Instant begun() throws IOException {
    JsonNode recorded = Json.MAPPER.readTree(environment().toFile()).path(BEGUN);
    return recorded.isMissingNode()
        ? Files.getLastModifiedTime(path.resolve("configuration.yaml")).toInstant()
        : Instant.parse(recorded.asText());
  }

  public void finish(Space space, RunResult result, Predictions predictions) throws IOException {
    AtomicFile.write(path.resolve("metrics.csv"), out -> RunTables.metrics(out, result));
    AtomicFile.write(
        path.resolve("candidates.csv"), out -> RunTables.candidates(out, space, result));
    AtomicFile.write(
        path.resolve("predictions.csv"), out -> RunTables.predictions(out, predictions));
    if (Files.exists(model())) {
      AtomicFile.write(checksums(), Sha256.of(model()) + "  " + MODEL + "\n");
    }
    AtomicFile.write(written(), Json.MAPPER.writeValueAsString(result));
  }

  /** The file of its result; a finished run has one. */
  Path written() {
    return path.resolve("result.json");
  }

  /**
   * The text of {@code result.json}, as the run wrote it.
   *
   * @throws FileFormatException if it is damaged
   */
  public String text() throws IOException {
    RecordedResult.tree(written());
    return Files.readString(written());
  }

  /**
   * The result of a finished run, whichever version wrote it.
   *
   * @throws FileFormatException if it is damaged
   * @throws IOException if it cannot be read
   */
  public RunResult result() throws IOException {
    return RecordedResult.read(this).result();
  }

  /** The rounds of a run, as far as they are recorded; empty before the first. */
  public List<Round> rounds() throws IOException {
    return isFinished() ? result().rounds() : RunLog.rounds(new Checkpoints(this).path());
  }

  /**
   * The predictions of a finished run: scores and predicted tiers, these with probability 1, for
   * the file does not keep probabilities.
   */
  public Experiment.Finished finished() throws IOException {
    return RecordedResult.read(this).finished(path.resolve("predictions.csv"));
  }

  /** Deletes all that is kept of the run. */
  public void delete() throws IOException {
    Folders.delete(path);
  }
}
