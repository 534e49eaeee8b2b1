package org.narq2t.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.Provenance;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Round;
import org.narq2t.ledger.Split;
import org.narq2t.space.TorchPermutation;

/**
 * Makes a record of today's format of one that an earlier version wrote.
 *
 * <p>Format 1 (no number in the file) lacks the look-ups before the search, which followed from the
 * seed, and numbers architectures within the part of the space that the table knew: both are taken
 * from the table, which must be the one of the run if it does not know the whole space.
 */
final class RecordUpcaster {
  private final RunConfiguration configuration;
  private final EarlierRounds earlier;

  private RecordUpcaster(RunConfiguration configuration, EarlierRounds earlier) {
    this.configuration = configuration;
    this.earlier = earlier;
  }

  /** Whether a record is of an earlier format. */
  static boolean isNeeded(JsonNode result) {
    return result.path("format").asInt(1) < RunResult.FORMAT;
  }

  /**
   * The upcaster of a record of format 1.
   *
   * @throws IOException if the run is of a part of the space, and its table cannot be opened
   */
  static RecordUpcaster of(JsonNode result, BenchmarkSource source) throws IOException {
    RunConfiguration configuration =
        Json.MAPPER.treeToValue(
            EarlierKeys.today((ObjectNode) result.get("configuration")), RunConfiguration.class);
    int total = sum(result.path("ranking").path("tiers").path("counts"));
    int known = result.path("known").path("architectures").asInt(total);
    boolean part = known < result.path("known").path("of").asInt(known);
    Optional<Benchmark> table = Optional.empty();
    try {
      table =
          Optional.of(source.open(configuration))
              .filter(b -> isOf(b, result) && b.known().size() == known);
    } catch (IOException e) {
      if (part) {
        throw e;
      }
    }
    if (part && table.isEmpty()) {
      throw new IOException(
          "The run numbers its architectures as the table '%s' lists them, which is not the table"
                  .formatted(result.at("/table/source").asText())
              + " there is now: import that one to read this run");
    }
    int[] members =
        table.map(b -> b.known().toArray()).orElseGet(() -> TorchPermutation.identity(known));
    return new RecordUpcaster(configuration, new EarlierRounds(configuration, table, members));
  }

  private static int sum(JsonNode matrix) {
    int sum = 0;
    for (JsonNode row : matrix) {
      for (JsonNode count : row) {
        sum += count.asInt();
      }
    }
    return sum;
  }

  private static boolean isOf(Benchmark benchmark, JsonNode result) {
    return benchmark
        .table()
        .provenance()
        .identity()
        .equals(Provenance.identity(result.at("/table/sha256").asText()));
  }

  /** The number in the whole space of an architecture of the record. */
  int whole(int architecture) {
    return earlier.whole(architecture);
  }

  /** The record in today's format. */
  ObjectNode upcast(ObjectNode old) {
    ObjectNode result = old.deepCopy();
    result.put("format", RunResult.FORMAT);
    result.set("configuration", EarlierKeys.today((ObjectNode) old.get("configuration")));
    if (result.path("known").isMissingNode() || result.path("known").isNull()) {
      result.set(
          "known", Json.MAPPER.valueToTree(new RunResult.Known(earlier.size(), earlier.size())));
    }
    setDefault((ObjectNode) result.get("model"), "trainedBy", "");
    List<Round> rounds = new ArrayList<>();
    int train = old.at("/queries/train").asInt();
    rounds.add(earlier.before(0, Purpose.TRAINING, 0, train));
    rounds.add(
        earlier.before(
            1, Purpose.TIER_VALIDATION, train, train + old.at("/queries/validation").asInt()));
    for (JsonNode iteration : old.path("iterations")) {
      rounds.add(earlier.search(rounds.size() + 1, iteration));
    }
    result.set("rounds", Json.MAPPER.valueToTree(rounds));
    result.set("fits", fits(old));
    for (JsonNode report : result.path("reports")) {
      setDefault((ObjectNode) report, "reported", Split.TEST.name());
      renumber((ObjectNode) report.get("outcome"));
    }
    for (String list : List.of("latencies", "limited")) {
      if (!result.path(list).isArray()) {
        result.putArray(list);
      }
    }
    for (JsonNode limited : result.path("limited")) {
      ((ObjectNode) limited.get("limits")).put("device", configuration.limits().device());
    }
    for (JsonNode latency : result.path("latencies")) {
      if (!latency.path("predicted").isArray()) {
        ((ObjectNode) latency).putArray("predicted");
      }
      latency.get("predicted").forEach(predicted -> renumber((ObjectNode) predicted));
    }
    for (String moved : List.of("epochs", "bestEpoch", "statistics", "iterations")) {
      result.remove(moved);
    }
    return result;
  }

  private static void setDefault(ObjectNode node, String field, String value) {
    if (!node.hasNonNull(field)) {
      node.put(field, value);
    }
  }

  private void renumber(ObjectNode node) {
    node.put("architecture", earlier.whole(node.get("architecture").asInt()));
  }

  private static ArrayNode fits(JsonNode old) {
    double seconds = 0;
    for (JsonNode stage : old.path("stages")) {
      seconds += stage.path("stage").asText().equals("TRAIN") ? stage.get("seconds").asDouble() : 0;
    }
    ObjectNode fit = Json.MAPPER.createObjectNode();
    fit.put(
        "observations", old.at("/queries/train").asInt() + old.at("/queries/validation").asInt());
    fit.put("seconds", seconds);
    fit.set("epochs", old.path("epochs"));
    fit.set("statistics", old.path("statistics"));
    fit.set("figures", Json.MAPPER.valueToTree(Map.of()));
    return Json.MAPPER.createArrayNode().add(fit);
  }
}
