package org.narq2t.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.narq2t.cli.Commands;
import org.narq2t.web.Client;
import picocli.CommandLine;

/**
 * What a user sees of runs: commands, REST, pages, and the files of a run's folder that README.md
 * names. Whatever becomes of the classes behind them, these stay.
 *
 * @param runs the folder of runs
 */
record Surfaces(CommandLine.IFactory factory, URI root, Path runs) {
  private static final Pattern ANSWERED = Pattern.compile("Run (\\d+): ");

  /** What a command prints; it must succeed. */
  String narq2t(String... arguments) {
    Commands.Output output = Commands.run(factory, arguments);
    assertThat(output.status()).as(output.err()).isZero();
    return output.out();
  }

  /** Does a run with settings over {@code configs/...} or a recorded file; returns its number. */
  int run(String configuration, List<String> settings, String... more) {
    Path recorded = RecordedFolder.RECORDED.resolve(configuration);
    Path file = Files.exists(recorded) ? recorded : Path.of(configuration);
    List<String> words = new ArrayList<>(List.of("run", file.toString()));
    settings.forEach(setting -> words.addAll(List.of("--set", setting)));
    words.addAll(List.of(more));
    Matcher number = ANSWERED.matcher(narq2t(words.toArray(String[]::new)));
    assertThat(number.find()).isTrue();
    return Integer.parseInt(number.group(1));
  }

  String get(String path) {
    HttpResponse<String> answer = new Client(root).get(path);
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** A part of a run over REST: {@code ""} for itself, {@code "/metrics"} and so on. */
  JsonNode of(int run, String part) {
    HttpResponse<String> answer = new Client(root).get("/api/v1/runs/" + run + part);
    assertThat(answer.statusCode()).as("run " + run + part + answer.body()).isEqualTo(200);
    return Client.json(answer);
  }

  /** What the ranker of a run says of architectures. */
  JsonNode predict(int run, List<Integer> architectures) {
    HttpResponse<String> answer =
        new Client(root)
            .post("/api/v1/predict", Map.of("run", run, "architectures", architectures));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Client.json(answer).get("predictions");
  }

  /** A file in the folder of a run. */
  Path file(int run, String name) {
    return runs.resolve(of(run, "").get("name").asText()).resolve(name);
  }

  /** The scores that a run recorded, by architecture, in their order. */
  Map<Integer, Float> scores(int run) throws IOException {
    Map<Integer, Float> scores = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file(run, "predictions.csv"))) {
      String[] row = line.split(",");
      if (!row[0].equals("architecture")) {
        scores.put(Integer.valueOf(row[0]), Float.valueOf(row[1]));
      }
    }
    return scores;
  }

  /** The epoch whose weights a run used, from 0: the last one that was the best so far. */
  int bestEpoch(int run) throws IOException {
    List<String> rows = Files.readAllLines(file(run, "metrics.csv"));
    int best = rows.size() - 1;
    while (!rows.get(best).endsWith(",true")) {
      best--;
    }
    return best - 1;
  }

  /** The figures of the whole run, without what the clock says. */
  static JsonNode figures(JsonNode run) {
    return ((ObjectNode) run.get("figures").deepCopy()).without("seconds");
  }

  /** What a run computed with: the processor, its instructions, torch, threads. */
  List<String> computer(int run) {
    JsonNode environment = of(run, "/environment");
    return List.of(
        environment.get("processor").asText(),
        environment.at("/python/cpu_capability").asText(),
        environment.at("/python/torch").asText(),
        environment.at("/python/threads").asText());
  }

  /**
   * Whether two runs computed alike to the last bit: torch takes other instructions, and adds in
   * another order, on another processor, in another version, with another number of threads.
   */
  boolean computeAlike(int one, int other) {
    return computer(one).equals(computer(other));
  }
}
