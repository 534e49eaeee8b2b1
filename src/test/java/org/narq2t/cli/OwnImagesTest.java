package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.cli.Commands.Output;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;
import org.narq2t.run.Json;
import org.narq2t.run.RunResult;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;
import org.narq2t.web.RunRecordsApi;
import org.narq2t.web.RunRecordsApi.CandidateRow;
import picocli.CommandLine;

/** A search on image folders, from reading them to the network: scikit-learn's 1,797 digits. */
@QuarkusTest
class OwnImagesTest {
  @TempDir static Path folder;

  @Inject CommandLine.IFactory factory;
  @Inject RunStore store;
  @Inject Runs runs;
  @Inject RunRecordsApi records;

  @BeforeAll
  static void writeDigits() throws Exception {
    python(
        Path.of("python"),
        "-c",
        "import sys; from pathlib import Path; from tests.training.images import write_digits;"
            + " write_digits(Path(sys.argv[1]))",
        folder.resolve("digits").toString());
  }

  /** The output of a Python process. */
  private static String python(Path where, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Path.of(".venv/bin/python").toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private Output search(String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("search", "--data", folder.resolve("digits").toString(), "--json"));
    all.addAll(List.of("--epochs", "1", "--final-epochs", "4"));
    all.addAll(List.of("--channels", "4", "--cells", "1"));
    all.addAll(List.of(arguments));
    return Commands.run(factory, all.toArray(String[]::new));
  }

  private static JsonNode answer(Output output) throws IOException {
    assertThat(output.status()).as(output.err()).isZero();
    return Json.MAPPER.readTree(output.out());
  }

  private RunResult last() throws IOException {
    return runs.folder(store.list().get(0)).result();
  }

  private static List<Observation> observations(RunResult result, Purpose... purposes) {
    return result.rounds().stream()
        .filter(round -> List.of(purposes).contains(round.purpose()))
        .flatMap(round -> round.observations().stream())
        .toList();
  }

  @Test
  void findsANetworkThatClassifiesImagesWithoutThisProgram() throws Exception {
    Path best = folder.resolve("best");
    JsonNode answer =
        answer(
            search(
                "--budget",
                "4",
                "--set",
                "strategy.initial=2",
                "--finals",
                "2",
                "--max-latency",
                "1ms",
                "--export",
                best.toString()));

    RunResult result = last();
    List<Observation> finals = observations(result, Purpose.FINAL);
    assertThat(observations(result, Purpose.TRAINING, Purpose.SEARCH)).hasSize(4);
    assertThat(finals).hasSize(2).allMatch(o -> o.epochs() == 4 && o.seconds() > 0);
    Observation reported = observations(result, Purpose.REPORT).get(0);
    assertThat(reported.validation())
        .isEqualTo(finals.stream().mapToDouble(Observation::validation).max().orElseThrow());
    assertThat(answer.get("cell").asText()).isEqualTo(reported.description());
    assertThat(answer.get("test").asDouble()).isBetween(0.0, 100.0).isEqualTo(reported.test());
    assertThat(answer.get("rule").asText()).isEqualTo("validation");
    assertThat(result.latencies()).as("learnt on this machine").hasSize(1);
    assertThat(result.latencies().get(0).measured()).isGreaterThanOrEqualTo(40);

    assertThat(best.resolve("card.md")).content().contains("10 classes", reported.description());
    String page = Files.readString(best.resolve("report.html"));
    assertThat(page)
        .isEqualTo(Files.readString(Path.of(answer.get("page").asText())))
        .contains("of the test images correctly", "progress-line-best", "front-line-limit")
        .contains("confusion-cells", "epochs-line-training", reported.description())
        .doesNotContain("<script", "http-equiv");
    long number = answer.get("run").asLong();
    assertThat(Commands.run(factory, "runs", "show", Long.toString(number)).out())
        .contains(reported.description(), "runs report " + number);
    assertThat(records.candidates(number).stream().map(CandidateRow::description))
        .isNotEmpty()
        .containsExactlyElementsOf(
            observations(result, Purpose.SEARCH).stream().map(Observation::description).toList());
    assertThat(Commands.run(factory, "runs", "report", Long.toString(number)).out())
        .contains("Page: ");
    String predicted = python(best, "predict.py", folder.resolve("digits").toString());
    assertThat(predicted.lines().filter(line -> line.contains(".png"))).hasSize(1_797);
  }

  @Test
  void theSameSearchTrainsNothingOfItAgain() throws Exception {
    answer(search("--budget", "2", "--finals", "1"));
    List<Observation> first = observations(last(), Purpose.TRAINING, Purpose.SEARCH);
    answer(search("--budget", "2", "--finals", "1"));

    assertThat(observations(last(), Purpose.TRAINING, Purpose.SEARCH)).isEqualTo(first);
  }

  @Test
  void aBudgetOfSecondsEndsTheSearchBeforeTheFinalTrainings() throws Exception {
    answer(search("--hours", "0.002", "--finals", "1")); // 7.2 s

    RunResult result = last();
    List<Observation> search = observations(result, Purpose.TRAINING, Purpose.SEARCH);
    assertThat(search).isNotEmpty();
    assertThat(search.stream().limit(search.size() - 1).mapToDouble(Observation::seconds).sum())
        .isLessThan(7.2);
    assertThat(observations(result, Purpose.FINAL)).hasSize(1);
  }

  @Test
  void randomSearchWithTheSameBudgetTrainsTooAndStandsBesideIt() throws Exception {
    JsonNode answer = answer(search("--budget", "2", "--finals", "1", "--against", "random"));

    assertThat(answer.get("strategy").asText()).isEqualTo("sequential");
    JsonNode random = answer.get("against").get(0);
    assertThat(random.get("strategy").asText()).isEqualTo("random");
    assertThat(random.get("trainings").asInt()).isEqualTo(2);
    assertThat(Path.of(answer.get("page").asText()))
        .content()
        .contains("Beside it random, run " + random.get("run").asLong());
  }

  @Test
  void finalNetworksMayBeLargerThanThoseOfTheSearch() throws Exception {
    Path best = folder.resolve("larger");
    answer(
        search(
            "--budget",
            "1",
            "--finals",
            "1",
            "--final-channels",
            "6",
            "--export",
            best.toString()));

    assertThat(best.resolve("network.py")).content().contains("channels=6");
    assertThat(best.resolve("card.md")).content().contains("## Latency", "quartiles");
  }

  @Test
  void whatCannotBeIsSaidBeforeAnythingIsTrained() throws IOException {
    int before = store.list().size();

    assertThat(search().err()).contains("give --hours, or --budget");
    Files.createDirectories(folder.resolve("empty/class"));
    assertThat(
            Commands.run(
                    factory,
                    "search",
                    "--data",
                    folder.resolve("empty").toString(),
                    "--budget",
                    "2")
                .err())
        .contains("has no images in folders of classes");
    assertThat(search("--budget", "2", "--set", "evaluator.recipe.epochs=0").err())
        .contains("epochs cannot be 0");
    assertThat(store.list()).hasSize(before);
  }
}
