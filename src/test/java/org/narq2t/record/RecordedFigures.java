package org.narq2t.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;

/**
 * What a run found at commit f470727, to the last bit: a file of {@code results/}. Architectures
 * are indices in the whole space.
 */
record RecordedFigures(JsonNode then) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static RecordedFigures of(String name) throws IOException {
    Path file = RecordedFolder.RECORDED.resolve("results").resolve(name + ".json");
    return new RecordedFigures(JSON.readTree(file.toFile()));
  }

  /** Does the run again; returns its number. */
  int again(Surfaces narq2t) {
    List<String> settings = new ArrayList<>();
    then.get("settings").forEach(setting -> settings.add(setting.asText()));
    return narq2t.run(then.get("configuration").asText(), settings);
  }

  /**
   * Whether the run has all that no instruction of a processor decides: the division of the space,
   * the order of the held-out part, what was paid for training, how the training set is divided
   * into tiers and shuffled into batches (as their statistics count), and the loss of the first
   * epoch to three decimals.
   */
  void requireSameDecisions(Surfaces narq2t, int run) throws IOException {
    List<Integer> heldOut = List.copyOf(narq2t.scores(run).keySet());
    assertThat(heldOut).hasSize(then.at("/predictions/count").asInt());
    JsonNode first = then.at("/predictions/first");
    assertThat(narq2t.predict(run, heldOut.subList(0, first.size())).findValuesAsText("index"))
        .isEqualTo(first.findValuesAsText("architecture"));
    JsonNode result = narq2t.of(run, "/result");
    for (String purpose : List.of("train", "validation")) {
      assertThat(result.get("queries").get(purpose)).isEqualTo(then.at("/queries/" + purpose));
    }
    if (everyEpochCounts() || narq2t.bestEpoch(run) == then.get("best_epoch").asInt()) {
      assertThat(statistics(result)).isEqualTo(then.get("statistics"));
    }
    assertThat(curve(narq2t, run, "train_loss").get(0))
        .isCloseTo(curveThen("train", "loss").get(0), Offset.offset(1e-3));
  }

  /** The tier statistics of the batches that were kept, wherever the result has them. */
  private static JsonNode statistics(JsonNode result) {
    return result.findValues("statistics").stream()
        .filter(JsonNode::isArray)
        .findFirst()
        .orElseThrow();
  }

  /** As printed, the statistics are of the batches of every epoch. */
  private boolean everyEpochCounts() {
    return then.get("settings").toString().contains("preset=as-printed");
  }

  /** Whether torch computes to the last bit as it did then, see {@link Surfaces#computeAlike}. */
  boolean isComputedAlike(Surfaces narq2t, int run) {
    return narq2t
        .computer(run)
        .equals(
            Stream.of("processor", "cpu_capability", "torch", "threads")
                .map(part -> then.get(part).asText())
                .toList());
  }

  /** Losses, scores, candidates, tau and all else that was found, to the last bit. */
  void requireSameResult(Surfaces narq2t, int run) throws IOException {
    assertThat(curve(narq2t, run, "train_loss")).isEqualTo(curveThen("train", "loss"));
    assertThat(curve(narq2t, run, "validation_loss")).isEqualTo(curveThen("validation", "loss"));
    assertThat(curve(narq2t, run, "validation_tier_accuracy"))
        .isEqualTo(curveThen("validation", "tierAccuracy"));
    assertThat(narq2t.bestEpoch(run)).isEqualTo(then.get("best_epoch").asInt());
    JsonNode result = narq2t.of(run, "/result");
    assertThat(statistics(result)).isEqualTo(then.get("statistics"));
    assertThat(candidates(narq2t.of(run, "/candidates"))).isEqualTo(candidatesThen());
    assertThat(digest(narq2t.scores(run).values()))
        .isEqualTo(then.at("/predictions/sha256").asText());
    JsonNode figures = narq2t.of(run, "").get("figures");
    assertThat(figures.get("tau_validation")).isEqualTo(then.at("/ranking/tauValidation"));
    if (then.at("/ranking/tauTest").isNumber()) {
      assertThat(figures.get("tau_test")).isEqualTo(then.at("/ranking/tauTest"));
    }
    assertThat(figures.get("queries").asInt()).isEqualTo(then.at("/queries/total").asInt());
    for (JsonNode report : then.get("reports")) {
      String rule = report.get("protocol").asText().toLowerCase(Locale.ROOT).replace('_', '-');
      assertThat(figures.get(rule + "_validation")).isEqualTo(report.at("/outcome/validation"));
      assertThat(figures.get(rule + "_random")).isEqualTo(report.at("/random/mean"));
    }
  }

  private static List<Double> curve(Surfaces narq2t, int run, String name) {
    List<Double> values = new ArrayList<>();
    narq2t.of(run, "/metrics").get(name).forEach(point -> values.add(point.get(1).asDouble()));
    return values;
  }

  private List<Double> curveThen(String set, String name) {
    List<Double> values = new ArrayList<>();
    then.get("epochs").forEach(epoch -> values.add(epoch.get(set).get(name).asDouble()));
    return values;
  }

  private List<String> candidatesThen() {
    List<String> all = new ArrayList<>();
    for (JsonNode iteration : then.get("iterations")) {
      iteration
          .get("candidates")
          .forEach(candidate -> all.add(candidate(iteration.get("iteration").asInt(), candidate)));
    }
    return all;
  }

  private static List<String> candidates(JsonNode rows) {
    List<String> all = new ArrayList<>();
    rows.forEach(row -> all.add(candidate(row.get("iteration").asInt(), row)));
    return all;
  }

  /** A candidate in words that are equal only if every bit is. */
  private static String candidate(int iteration, JsonNode candidate) {
    return "%d %s %s %s %s"
        .formatted(
            iteration,
            candidate.get("description").asText(),
            candidate.get("score").floatValue(),
            number(candidate.get("validation")),
            number(candidate.get("test")));
  }

  /** Unknown is NaN in files and null in REST. */
  private static double number(JsonNode value) {
    return value.isNumber() ? value.doubleValue() : Double.NaN;
  }

  private static String digest(Collection<Float> scores) {
    ByteBuffer bytes =
        ByteBuffer.allocate(scores.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    scores.forEach(bytes::putFloat);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
