package org.narq2t.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.Provenance;
import org.narq2t.files.AtomicFile;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Round;
import org.narq2t.loop.LogEntry;
import org.narq2t.loop.Loop;
import org.narq2t.loop.PredictorFiles;
import org.narq2t.loop.RunHistory;
import org.narq2t.loop.RunLog;
import org.narq2t.predictor.FitRecord;

/**
 * Makes the log of a {@link Loop} of what an earlier version kept of an interrupted run: {@code
 * training.json} with the state that it names, and {@code search.json} once the search began.
 */
final class CheckpointUpcaster {
  private static final int FIT = 2; // the step of the fit: after the training and validation sets

  private final Path folder;
  private final Benchmark benchmark;
  private final RunConfiguration configuration;

  CheckpointUpcaster(Path folder, Benchmark benchmark, RunConfiguration configuration) {
    this.folder = folder;
    this.benchmark = benchmark;
    this.configuration = configuration;
  }

  /**
   * Converts what is there, if an earlier version wrote it. It can be interrupted and done again.
   *
   * @throws IllegalArgumentException if the run used another table
   * @throws UncheckedIOException if a file cannot be read or written
   */
  void upcast() {
    Path training = folder.resolve("training.json");
    if (!Files.exists(training)) {
      return;
    }
    try {
      if (!Files.exists(folder.resolve(RunLog.NAME))) {
        convert(Json.MAPPER.readTree(training.toFile()));
      }
      try (DirectoryStream<Path> old =
          Files.newDirectoryStream(folder, "{training.json,search.json,epoch-*.safetensors}")) {
        for (Path file : old) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The checkpoint " + training + " cannot be read", e);
    }
  }

  private void convert(JsonNode training) throws IOException {
    String table = benchmark.table().provenance().identity();
    if (!Provenance.identity(training.path("table").asText()).equals(table)) {
      throw new IllegalArgumentException(RunHistory.OTHER_TABLE);
    }
    EarlierRounds earlier = EarlierRounds.on(benchmark, configuration);
    int train = configuration.strategy().training();
    List<LogEntry> entries = new ArrayList<>();
    entries.add(new LogEntry.Opened(RunHistory.FORMAT, table));
    add(entries, earlier.before(0, Purpose.TRAINING, 0, train), 0);
    add(
        entries,
        earlier.before(
            1, Purpose.TIER_VALIDATION, train, train + configuration.strategy().validation()),
        0);
    if (training.get("complete").asBoolean()) {
      entries.add(fitted(training));
      search(entries, earlier);
    } else {
      unfinished(training);
    }
    StringBuilder log = new StringBuilder();
    for (LogEntry entry : entries) {
      log.append(RunLog.line(entry));
    }
    AtomicFile.write(folder.resolve(RunLog.NAME), log.toString());
  }

  private static void add(List<LogEntry> entries, Round round, double seconds) {
    entries.add(new LogEntry.Begun(round.purpose(), round.proposed(), round.sampling(), List.of()));
    entries.add(new LogEntry.Observed(round.observations()));
    entries.add(new LogEntry.Ended(seconds));
  }

  private LogEntry.Fitted fitted(JsonNode training) throws IOException {
    String state = PredictorFiles.name(FIT);
    copy(training, folder.resolve(state));
    ObjectNode record = Json.MAPPER.createObjectNode();
    record.put("observations", configuration.strategy().beforeSearch());
    record.put("seconds", training.get("seconds").asDouble());
    record.set("epochs", training.at("/progress/epochs"));
    record.set("statistics", training.at("/progress/statistics"));
    record.set("figures", Json.MAPPER.createObjectNode());
    return new LogEntry.Fitted(Json.MAPPER.treeToValue(record, FitRecord.class), state);
  }

  private void copy(JsonNode training, Path to) throws IOException {
    Path model = folder.resolve(training.get("model").asText()).normalize();
    Files.copy(model, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private void search(List<LogEntry> entries, EarlierRounds earlier) throws IOException {
    Path file = folder.resolve("search.json");
    if (!Files.exists(file)) {
      return;
    }
    JsonNode search = Json.MAPPER.readTree(file.toFile());
    int iterations = search.get("iterations").size();
    for (JsonNode iteration : search.get("iterations")) {
      add(
          entries,
          earlier.search(entries.size(), iteration),
          search.get("seconds").asDouble() / iterations);
    }
  }

  /** The training between two epochs, where the predictor looks for it. */
  private void unfinished(JsonNode training) throws IOException {
    Path unfinished = Files.createDirectories(new PredictorFiles(folder).unfinished(FIT));
    String state = folder.resolve(training.get("model").asText()).getFileName().toString();
    copy(training, unfinished.resolve(state));
    ObjectNode kept = Json.MAPPER.createObjectNode();
    kept.set("progress", training.get("progress"));
    kept.set("seconds", training.get("seconds"));
    kept.put("state", state);
    AtomicFile.write(unfinished.resolve("training.json"), Json.MAPPER.writeValueAsString(kept));
  }
}
