package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.narq2t.cli.Commands.Output;
import org.narq2t.run.Json;
import org.narq2t.tracking.Runs;
import picocli.CommandLine;

/** {@code predict}, with the ranker of a run of seconds on the surrogate. */
@QuarkusTest
class PredictCommandTest {
  @Inject CommandLine.IFactory factory;
  @Inject Runs runs;

  private Output narq2t(String... arguments) {
    return Commands.run(factory, arguments);
  }

  @Test
  void theBestOfTheSpaceAreThoseThatItScoresHighest() throws IOException {
    Output done = narq2t("run", "configs/examples/smoke.yaml", "--json");
    assertThat(done.status()).as(done.err()).isZero();
    JsonNode answer = Json.MAPPER.readTree(done.out());
    String run = answer.get("run").asText();
    assertThat(answer.get("preset").asText()).matches("as-released, \\d+ settings changed");
    assertThat(answer.get("queries").asInt()).isBetween(351, 365); // 250 and 100, then 15 at most
    assertThat(answer.at("/found/0/rule").asText()).isEqualTo("validation");
    assertThat(answer.at("/found/1/rule").asText()).isEqualTo("oracle-test");

    JsonNode best =
        Json.MAPPER.readTree(narq2t("predict", "--run", run, "--top", "3", "--json").out());
    assertThat(best.get("tiers").asInt()).isEqualTo(5);
    assertThat(best.get("predictions")).hasSize(3);
    JsonNode first = best.at("/predictions/0");
    assertThat(first.get("score").asDouble())
        .isGreaterThanOrEqualTo(best.at("/predictions/1/score").asDouble());

    String named = first.get("architecture").asText();
    JsonNode same =
        Json.MAPPER.readTree(
            narq2t("predict", "--run", run, named, first.get("index").asText(), "--json").out());
    assertThat(same.at("/predictions/0/score").asDouble())
        .isCloseTo(same.at("/predictions/1/score").asDouble(), offset(1e-4)) // torch, by place
        .isCloseTo(first.get("score").asDouble(), offset(1e-4));
    assertThat(narq2t("predict", "--run", run, named).out()).contains(named);

    assertThat(narq2t("predict", "--run", run, "15625").err())
        .isEqualTo("there is no architecture 15625; allowed: 0 to 15624");
    assertThat(narq2t("predict", "--run", run, "--top", "0").err())
        .isEqualTo("--top cannot be 0; it is at least 1");
  }

  @Test
  void aGaussianProcessSaysHowUnsureItIs() throws IOException {
    Output done = narq2t("search", "--dataset", "cifar10", "--budget", "12", "--json");
    assertThat(done.status()).as(done.err()).isZero();
    JsonNode answer = Json.MAPPER.readTree(done.out());
    String run = answer.get("run").asText();

    Output best = narq2t("predict", "--run", run, "--top", "15625", "--json");
    JsonNode predictions = Json.MAPPER.readTree(best.out()).get("predictions");
    assertThat(predictions).hasSize(15_625);
    assertThat(predictions.get(0).get("deviation").asDouble()).isPositive();
    assertThat(predictions.get(0).get("tier").asInt()).isZero();
    JsonNode lookedUp = answer.at("/look_ups/10"); // after which one fit followed, by one look-up
    String cell = lookedUp.get("cell").asText();
    Output again = narq2t("predict", "--run", run, cell);
    assertThat(again.out()).contains("±", cell);
    JsonNode one = Json.MAPPER.readTree(narq2t("predict", "--run", run, cell, "--json").out());
    assertThat(one.at("/predictions/0/deviation").asDouble())
        .isLessThan(lookedUp.get("deviation").asDouble());
  }

  @Test
  void whatLearntNothingHasNoPredictor() throws IOException {
    Output done =
        narq2t("search", "--dataset", "cifar10", "--strategy", "random", "--budget", "5", "--json");
    String run = Json.MAPPER.readTree(done.out()).get("run").asText();

    assertThat(narq2t("predict", "--run", run, "0").err()).contains("its strategy learnt none");
  }

  @Test
  void aModelWithAChangedBitIsNotUsed() throws IOException {
    Output done = narq2t("run", "configs/examples/smoke.yaml", "--json");
    long run = Json.MAPPER.readTree(done.out()).get("run").asLong();
    Path model = runs.folder(run).model();
    byte[] content = Files.readAllBytes(model);
    content[content.length - 2] ^= 1;
    Files.write(model, content);

    assertThat(narq2t("predict", "--run", "" + run, "0").err())
        .contains(
            model + " is not what its run wrote; restore it from a copy, or do the run again");
    assertThat(narq2t("runs", "export", "" + run, "--out", "").err())
        .startsWith("Invalid value for option '--out': it is empty; name a file or a folder");
  }

  @Test
  void aRunThatHasNotFinishedHasNoRanker() {
    long run = Commands.queue(factory);

    assertThat(narq2t("predict", "--run", "" + run, "0").err())
        .isEqualTo("Run %d is queued: it has no predictor before it has finished".formatted(run));
  }
}
