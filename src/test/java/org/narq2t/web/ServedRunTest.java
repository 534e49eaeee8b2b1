package org.narq2t.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.narq2t.web.Client.json;
import static org.narq2t.web.WatchedEvents.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.narq2t.run.Json;
import org.narq2t.tracking.RunQueue;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;
import org.narq2t.web.WatchedEvents.Event;

/** Runs that are submitted over REST, done by the queue, watched, and asked afterwards. */
@QuarkusTest
@TestProfile(ServedRunTest.Working.class)
class ServedRunTest {
  /** As 'serve' does, on the embedded surrogate. */
  public static class Working extends Serving {}

  @TestHTTPResource URI root;
  @Inject RunQueue queue;
  @Inject RunStore store;
  @Inject Runs runs;
  @Inject RunTails tails;

  @BeforeEach
  void serve() {
    queue.start();
  }

  private Client client() {
    return new Client(root);
  }

  private long submit(String... overrides) throws IOException {
    List<String> all = new ArrayList<>(List.of("training.epochs=3", "search.iterations=4"));
    all.addAll(List.of(overrides));
    HttpResponse<String> answer =
        client()
            .post(
                "/api/v1/runs",
                Map.of(
                    "configuration",
                    Files.readString(Path.of("configs/examples/smoke.yaml")),
                    "overrides",
                    all));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json(answer).get("run").asLong();
  }

  private WatchedEvents watch(long run) {
    return new WatchedEvents(root, run);
  }

  /** Submits a run and waits until it has finished. */
  private long finished(String... overrides) throws IOException {
    long run = submit(overrides);
    watch(run).until(0, event -> false);
    assertThat(store.get(run).state()).as(store.get(run).message()).isEqualTo(RunState.FINISHED);
    return run;
  }

  private JsonNode predict(long run, List<?> architectures) {
    HttpResponse<String> answer =
        client().post("/api/v1/predict", Map.of("run", run, "architectures", architectures));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  @Test
  void twoClientsSeeTheSameRunAndOneThatComesBackIsToldTheRest() throws IOException {
    long run = submit();
    CompletableFuture<List<Event>> one = watch(run).toTheEnd(0);
    List<Event> before = watch(run).until(0, event -> event.kind().equals("epoch"));
    assertThat(threadsThatRead(run)).isEqualTo(1);
    List<Event> after =
        watch(run).until(recorded(before).get(recorded(before).size() - 1).number(), e -> false);

    List<Event> all = recorded(one.join());
    assertThat(all)
        .extracting(Event::number)
        .isEqualTo(IntStream.rangeClosed(1, all.size()).boxed().toList());
    assertThat(all.stream().map(Event::kind).distinct())
        .containsExactly("state", "stage", "epoch", "iteration");
    assertThat(all.stream().filter(event -> event.kind().equals("epoch"))).hasSize(3);
    assertThat(all.stream().filter(event -> event.kind().equals("iteration"))).hasSize(4);
    assertThat(all.get(all.size() - 1).data()).contains("finished");
    assertThat(told(all, "stage").get("stage").asText()).isEqualTo("load");
    assertThat(all).extracting(Event::data).noneMatch(data -> data.contains("\"NaN\""));
    assertThat(told(all, "epoch").at("/train/tier_loss").isNumber()).isTrue();
    JsonNode candidate = told(all, "iteration").at("/candidates/0");
    assertThat(candidate.get("predicted_latency_ms").isNull()).isTrue();
    List<Event> together = new ArrayList<>(recorded(before));
    together.addAll(recorded(after));
    assertThat(together).isEqualTo(all);
    assertThat(recorded(watch(run).until(0, event -> false))).isEqualTo(all);
    assertThat(one.join().stream().filter(event -> event.kind().equals("progress")))
        .isNotEmpty()
        .allSatisfy(event -> assertThat(event.data()).contains("state", "stage", "steps_done"));
    assertThat(one.join().get(one.join().size() - 1).data()).contains("\"state\":\"finished\"");
    assertThat(client().get("/api/v1/runs/" + run + "/events?after=" + all.size()).statusCode())
        .isEqualTo(204);
    assertThat(client().get("/api/v1/runs/" + run + "/events?after=x").statusCode()).isEqualTo(400);
    assertThat(tails.size()).isZero();
  }

  private static JsonNode told(List<Event> events, String kind) throws IOException {
    Event first = events.stream().filter(e -> e.kind().equals(kind)).findFirst().orElseThrow();
    return Json.MAPPER.readTree(first.data());
  }

  private static long threadsThatRead(long run) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("narq2t-tail-" + run))
        .count();
  }

  @Test
  void aFinishedRunIsToldAsItsFolderHasIt() throws IOException {
    long run = finished();
    String path = "/api/v1/runs/" + run;
    Path folder = runs.folder(store.get(run)).path();

    assertThat(client().get(path + "/result").body())
        .isEqualTo(Files.readString(folder.resolve("result.json")));
    JsonNode environment = json(client().get(path + "/environment"));
    assertThat(environment.at("/table/sha256/embedded surrogate").asText()).hasSize(64);
    assertThat(environment.at("/table/seeds").isObject()).isTrue();
    assertThat(environment.at("/table/missing/cifar10_test").isInt()).isTrue();
    assertThat(environment.at("/table").has("imported_at")).isTrue();
    JsonNode recorded = Json.MAPPER.readTree(folder.resolve("environment.json").toFile());
    assertThat(environment.get("packages")).isEqualTo(recorded.get("packages"));
    List<String> candidates = Files.readAllLines(folder.resolve("candidates.csv"));
    JsonNode told = json(client().get(path + "/candidates"));
    assertThat(told).hasSize(candidates.size() - 1);
    for (int i = 0; i < told.size(); i++) {
      String[] row = candidates.get(i + 1).split(",");
      assertThat(told.get(i).get("architecture").asText()).isEqualTo(row[1]);
      assertThat(told.get(i).get("description").asText()).isEqualTo(row[2]);
    }
    JsonNode losses = json(client().get(path + "/metrics")).get("train_loss");
    assertThat(losses).hasSize(3);
    assertThat(losses.get(1).get(0).asInt()).isEqualTo(1);
    assertThat(losses.get(1).get(1).asDouble())
        .isEqualTo(
            json(client().get(path + "/result")).at("/fits/0/epochs/1/train/loss").asDouble());

    JsonNode best = json(client().get(path + "/best?count=3"));
    int index = best.at("/predictions/0/index").asInt();
    assertThat(best.get("predictions")).hasSize(3);
    assertThat(best.at("/predictions/0/score").floatValue())
        .isGreaterThanOrEqualTo(best.at("/predictions/1/score").floatValue());
    assertThat(predict(run, List.of(index)).at("/predictions/0/score").doubleValue())
        .isCloseTo(best.at("/predictions/0/score").doubleValue(), offset(1e-4));
    assertThat(client().get(path + "/best?count=0").statusCode()).isEqualTo(400);
    HttpResponse<String> model = client().get(path + "/model");
    assertThat(model.headers().firstValueAsLong("Content-Length"))
        .hasValue(Files.size(folder.resolve("model.safetensors")));
    HttpResponse<String> report = client().get(path + "/report");
    assertThat(report.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"run-" + run + ".html\"");
    assertThat(report.body())
        .contains("oracle-test", "id=\"charts\"", "Apache Software Foundation") // of ECharts
        .doesNotContain("src=\"assets");

    assertThat(client().get(path + "/export?format=json").body())
        .isEqualTo(client().get(path + "/result").body());
    HttpResponse<String> tables = client().get(path + "/export");
    assertThat(tables.body()).startsWith("PK");
    assertThat(tables.headers().firstValue("Content-Disposition").orElseThrow())
        .contains(folder.getFileName().toString());
    HttpResponse<String> unknown = client().get(path + "/export?format=xlsx");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(json(unknown).get("detail").asText()).contains("parquet");
  }

  @Test
  void predictionsAreThoseThatTheRunRecorded() throws IOException {
    long run = finished("evaluation.held_out=0");
    List<String> recorded =
        Files.readAllLines(runs.folder(store.get(run)).path().resolve("predictions.csv"));
    List<Integer> indices = IntStream.range(0, 5_000).boxed().toList();

    JsonNode page = json(client().get("/api/v1/runs/" + run + "/predictions?offset=7&limit=2"));
    assertThat(page.get("total").asInt()).isEqualTo(recorded.size() - 1);
    assertThat(page.get("predictions")).hasSize(2);
    String[] eighth = recorded.get(8).split(",");
    assertThat(page.at("/predictions/0/architecture").asText()).isEqualTo(eighth[0]);
    assertThat(page.at("/predictions/0/score").floatValue()).isEqualTo(Float.parseFloat(eighth[1]));
    assertThat(page.at("/predictions/0/tier").asText()).isEqualTo(eighth[2]);

    JsonNode prediction = predict(run, indices);

    assertThat(prediction.get("tiers").asInt()).isEqualTo(5);
    assertThat(prediction.has("latency")).isFalse();
    for (int index : indices) {
      String[] row = recorded.get(index + 1).split(",");
      JsonNode scored = prediction.get("predictions").get(index);
      assertThat(scored.get("index").asInt()).isEqualTo(index);
      assertThat(scored.get("score").asDouble())
          .isCloseTo(Double.parseDouble(row[1]), org.assertj.core.data.Offset.offset(1e-4));
      assertThat(scored.get("tier").asText()).isEqualTo(row[2]);
      double sum = 0;
      for (JsonNode probability : scored.get("tier_probabilities")) {
        sum += probability.asDouble();
      }
      assertThat(sum).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-5));
    }
    JsonNode first = prediction.get("predictions").get(17);
    JsonNode byName = predict(run, List.of(first.get("architecture").asText()));
    assertThat(byName.at("/predictions/0/index").asInt()).isEqualTo(17);
    assertThat(first.fieldNames()).toIterable().noneMatch(name -> name.contains("validation"));
  }

  @Test
  void whatCannotBeScoredIsNamed() throws IOException {
    long run = finished();

    assertRefused(run, List.of(0, 15_625), 400, "architectures.1");
    assertRefused(run, List.of(-1), 400, "architectures.0");
    assertRefused(run, List.of("|none~0|"), 400, "architectures.0");
    assertRefused(run, List.of(1.5), 400, "architectures.0");
    assertRefused(run, List.of(Map.of("adjacency", List.of())), 400, "architectures.0");
    assertRefused(run, List.of(), 400, "architectures");
    assertRefused(run, java.util.Collections.nCopies(10_001, 1), 413, "architectures");
    assertThat(client().post("/api/v1/predict", Map.of("run", run)).statusCode()).isEqualTo(400);
  }

  private void assertRefused(long run, List<?> architectures, int status, String field) {
    HttpResponse<String> answer =
        client().post("/api/v1/predict", Map.of("run", run, "architectures", architectures));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).get("field").asText()).isEqualTo(field);
  }

  @Test
  void latencyIsPredictedWithItsErrorWhereTheRunLearntIt() throws IOException {
    long run = finished("training.lambda_latency=7", "search.require_top=false");
    JsonNode latency = json(client().get("/api/v1/runs/" + run + "/result")).at("/latencies/0");
    List<Integer> shown = new ArrayList<>();
    latency.get("predicted").forEach(p -> shown.add(p.get("architecture").asInt()));

    JsonNode prediction = predict(run, shown);

    assertThat(prediction.at("/latency/device").asText()).isEqualTo("gtx1080ti");
    assertThat(prediction.at("/latency/predictor").asText())
        .isEqualTo(latency.get("recommended").asText());
    assertThat(prediction.at("/latency/expected_error_ms").asDouble()).isPositive();
    assertThat(shown).isNotEmpty();
    for (int i = 0; i < shown.size(); i++) {
      assertThat(prediction.get("predictions").get(i).get("latency_ms").asDouble())
          .isCloseTo(
              latency.get("predicted").get(i).get("latencyMs").asDouble(),
              org.assertj.core.data.Offset.offset(1e-3));
    }
  }

  @Test
  void aRunThatSearchesWithTheRankerOfAnotherPredictsTheSame() throws IOException {
    long trained = finished();
    HttpResponse<String> submitted =
        client()
            .post(
                "/api/v1/runs",
                Map.of(
                    "configuration",
                    client().get("/api/v1/runs/" + trained + "/configuration").body(),
                    "overrides",
                    List.of("search.mode=random"),
                    "ranker_run",
                    trained));
    assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(201);
    long again = json(submitted).get("run").asLong();
    watch(again).until(0, event -> false);

    assertThat(predict(again, List.of(1, 2, 3)).get("predictions"))
        .isEqualTo(predict(trained, List.of(1, 2, 3)).get("predictions"));
  }

  @Test
  void aRunIsCancelledWhileItTrainsAndRankersAnswerMeanwhile() throws IOException {
    long ready = finished();
    long run = submit("training.epochs=2000");
    watch(run).until(0, event -> event.kind().equals("epoch"));
    assertThat(predict(ready, List.of(0)).get("predictions")).hasSize(1); // between two epochs

    HttpResponse<String> answer = client().post("/api/v1/runs/" + run + "/cancel", Map.of());
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(predict(ready, List.of(1)).get("predictions")).hasSize(1);

    List<Event> all = recorded(watch(run).until(0, event -> false));
    assertThat(all.get(all.size() - 1).data()).contains("\"cancelled\"");
    assertThat(store.get(run).state()).isEqualTo(RunState.CANCELLED);
    assertThat(predict(ready, List.of(2)).get("predictions")).hasSize(1);
    HttpResponse<String> untrained =
        client().post("/api/v1/predict", Map.of("run", run, "architectures", List.of(1)));
    assertThat(untrained.statusCode()).isEqualTo(409);

    assertThat(client().post("/api/v1/runs/" + run + "/resume", Map.of()).statusCode())
        .isEqualTo(202);
    watch(run).until(all.size(), event -> event.kind().equals("epoch"));
    client().post("/api/v1/runs/" + run + "/cancel", Map.of());
    List<Event> rest = recorded(watch(run).until(all.size(), event -> false));
    assertThat(rest.get(0).number()).isEqualTo(all.size() + 1);
    assertThat(rest.get(0).data()).contains("\"queued\"");
    assertThat(client().delete("/api/v1/runs/" + run).statusCode()).isEqualTo(204);
    assertThat(runs.folder(store.get(ready)).path()).exists();
  }

  @Test
  void runsThatDifferByTheirSeedAreOneExperiment() throws IOException {
    long first = finished("search.top=2", "search.require_top=false");
    long again = finished("search.top=2", "search.require_top=false", "seed=5");
    long second = finished("search.top=2", "search.require_top=false", "seed=5");

    JsonNode experiment = null;
    for (JsonNode each : json(client().get("/api/v1/experiments"))) {
      if (each.get("runs").toString().contains(Long.toString(second))) {
        experiment = each;
      }
    }

    assertThat(experiment.get("runs").toString())
        .isEqualTo("[%d,%d,%d]".formatted(second, again, first));
    assertThat(experiment.get("seeds").toString()).isEqualTo("[1,5]");
    assertThat(experiment.at("/counts/finished").asInt()).isEqualTo(3);
    assertThat(experiment.at("/accuracies/validation/seeds").asInt())
        .as("a seed that was repeated is one")
        .isEqualTo(2);
    double one = figure(first, "oracle-test_test");
    double other = figure(second, "oracle-test_test");
    assertThat(experiment.at("/accuracies/oracle-test/mean").asDouble())
        .isCloseTo((one + other) / 2, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(experiment.at("/accuracies/oracle-test/deviation").asDouble())
        .isCloseTo(Math.abs(one - other) / 2, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(experiment.at("/random_search/validation/seeds").asInt()).isEqualTo(2);
  }

  private double figure(long run, String name) {
    return json(client().get("/api/v1/runs/" + run)).get("figures").get(name).asDouble();
  }

  @Test
  void metersCountWhatWasDone() throws IOException {
    finished();

    String metrics = client().get("/q/metrics").body();
    for (String meter :
        List.of(
            "narq2t_python_calls_total",
            "narq2t_python_call_seconds_total",
            "narq2t_python_overhead_seconds_total",
            "narq2t_stage_seconds_total{stage=\"train\"}",
            "narq2t_stage_seconds_total{stage=\"search\"}",
            "narq2t_stage_seconds_total{stage=\"evaluate\"}",
            "narq2t_epoch_seconds",
            "narq2t_runs{state=\"finished\"}",
            "narq2t_buffers_bytes{use=\"free\"}",
            "jvm_memory_used_bytes{area=\"heap\"")) {
      assertThat(metrics.lines().filter(line -> line.startsWith(meter)))
          .as(meter)
          .isNotEmpty()
          .anySatisfy(
              line ->
                  assertThat(Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                      .isPositive());
    }
    assertThat(metrics).contains("narq2t_runs{state=\"queued\"}");
  }

  @Test
  void healthKnowsTheWorkerAndThePython() throws IOException {
    finished();

    assertThat(client().get("/q/health/live").body()).contains("\"pong\"");
    HttpResponse<String> ready = client().get("/q/health/ready");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body())
        .contains("\"worker\": \"working\"", "\"torch\"", "\"python\": \"3.11.", "\"device\"")
        .doesNotContain("known once");
  }

  @Test
  void aDamagedResultIsNamedWithWhatToDo() throws IOException {
    long run = finished();
    Path result = runs.folder(store.get(run)).path().resolve("result.json");
    Files.writeString(result, Files.readString(result).substring(0, 2_000));
    String path = "/api/v1/runs/" + run;
    for (HttpResponse<String> answer :
        List.of(
            client().get(path + "/result"),
            client().get(path + "/report"),
            client().get(path + "/best"),
            client().get(path + "/export"),
            client().get(path + "/export?format=json"),
            client().post("/api/v1/predict", Map.of("run", run, "architectures", List.of(1))))) {
      assertThat(answer.statusCode()).as(answer.uri() + answer.body()).isEqualTo(409);
      assertThat(json(answer).get("detail").asText())
          .endsWith(
              "result.json is damaged; restore it from a copy, or delete the run and do it again");
    }
  }

  @Test
  void damagedPredictionsAreNamedWithWhatToDo() throws IOException {
    long run = finished();
    Path predictions = runs.folder(store.get(run)).path().resolve("predictions.csv");
    String whole = Files.readString(predictions);
    for (String damaged : List.of("", whole.substring(0, whole.indexOf('\n') + 3), whole + "x,y")) {
      Files.writeString(predictions, damaged);

      HttpResponse<String> answer = client().get("/api/v1/runs/" + run + "/predictions");

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
      assertThat(json(answer).get("detail").asText()).contains("predictions.csv is damaged");
    }
  }

  @Test
  void whatNobodyForesawIsInTheLogAndNotInTheAnswer() throws IOException {
    long run = finished();
    Path result = runs.folder(store.get(run)).path().resolve("result.json");
    Files.delete(result);
    Files.createDirectory(result);

    HttpResponse<String> answer = client().get("/api/v1/runs/" + run + "/result");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(answer).get("detail").asText())
        .matches("Something went wrong; the service's log has it as [0-9a-f-]{36}");
    assertThat(answer.body()).doesNotContain("Exception", "at org.", result.toString());
  }
}
