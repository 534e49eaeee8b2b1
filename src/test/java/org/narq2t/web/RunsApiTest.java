package org.narq2t.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.narq2t.web.Client.json;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.narq2t.TestFolder;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.RunConfiguration;
import org.narq2t.tracking.RunFilter;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;

/** Runs over REST, while nobody does them. */
@QuarkusTest
@TestProfile(Serving.class)
class RunsApiTest {
  @TestHTTPResource URI root;
  @Inject RunStore store;

  private Client client() {
    return new Client(root);
  }

  private static String smoke() {
    try {
      return Files.readString(Path.of("configs/examples/smoke.yaml"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private long submit(String... overrides) {
    HttpResponse<String> answer =
        client()
            .post(
                "/api/v1/runs", Map.of("configuration", smoke(), "overrides", List.of(overrides)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    long run = json(answer).get("run").asLong();
    assertThat(answer.headers().firstValue("Location"))
        .hasValueSatisfying(at -> assertThat(at).endsWith("/api/v1/runs/" + run));
    return run;
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String field) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(answer).get("status").asInt()).isEqualTo(status);
    assertThat(json(answer).path("field").asText()).isEqualTo(field);
    assertThat(json(answer).get("detail").asText()).isNotEmpty();
  }

  @Test
  void aRunIsNamedAndFoundByWhatItIsCalled() {
    long run = submit("seed=77");

    JsonNode named =
        json(
            client()
                .patch(
                    "/api/v1/runs/" + run,
                    Map.of("title", "the first", "tags", List.of("ladle", "small"))));
    assertThat(named.get("title").asText()).isEqualTo("the first");
    assertThat(named.get("settings_changed").asInt()).isGreaterThan(10);
    client().patch("/api/v1/runs/" + run, Map.of("note", "again in May"));

    JsonNode found = json(client().get("/api/v1/runs?text=ladle&seed=77&sort=oldest"));
    assertThat(found.get("total").asInt()).isEqualTo(1);
    assertThat(found.at("/runs/0/run").asLong()).isEqualTo(run);
    assertThat(found.at("/runs/0/tags/1").asText()).isEqualTo("small");
    assertThat(found.at("/runs/0/note").asText()).isEqualTo("again in May");
    assertThat(client().get("/?text=ladle").body())
        .contains("the first", "/?text=small", "settings changed, seed 77");
    assertThat(client().get("/runs/" + run).body()).contains("again in May");

    HttpResponse<String> refused =
        client().patch("/api/v1/runs/" + run, Map.of("tags", List.of("a/b")));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).get("field").asText()).isEqualTo("tags");
    assertThat(client().get("/api/v1/runs?sort=luck").statusCode()).isEqualTo(400);
    assertThat(client().get("/api/v1/runs?seed=one").body()).contains("it is a whole number");
    assertThat(client().patch("/api/v1/runs/999999", Map.of("title", "x")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void aSubmittedRunWaitsWithTheConfigurationThatWasSent() {
    long run = submit("search.top=2");

    JsonNode shown = json(client().get("/api/v1/runs/" + run));
    assertThat(shown.get("state").asText()).isEqualTo("queued");
    assertThat(shown.get("parameters").get("strategy.top").asText()).isEqualTo("2");
    assertThat(shown.get("steps_done").asInt()).isZero();
    HttpResponse<String> yaml = client().get("/api/v1/runs/" + run + "/configuration");
    assertThat(yaml.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/yaml"));
    RunConfiguration sent =
        ConfigurationFile.parse(
            Path.of("configs/presets"), "sent", smoke(), List.of("search.top=2"));
    assertThat(ConfigurationFile.parse(Path.of("configs/presets"), "read", yaml.body(), List.of()))
        .isEqualTo(sent);
  }

  @Test
  void aRunIsNamedAsItIsSubmitted() {
    Map<String, Object> label =
        Map.of("title", "the second", "tags", List.of("spoon"), "note", "of May");
    Map<String, Object> run = new HashMap<>(label);
    run.put("configuration", smoke());
    Map<String, Object> search = new HashMap<>(label);
    search.put("dataset", "cifar10");

    for (HttpResponse<String> answer :
        List.of(client().post("/api/v1/runs", run), client().post("/api/v1/search", search))) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      assertThat(json(answer).get("title").asText()).isEqualTo("the second");
      assertThat(json(answer).at("/tags/0").asText()).isEqualTo("spoon");
      assertThat(json(answer).get("note").asText()).isEqualTo("of May");
    }
    int before = store.count(RunFilter.ALL);
    run.put("tags", List.of("a/b"));
    search.put("tags", List.of("a/b"));
    assertProblem(client().post("/api/v1/runs", run), 400, "tags");
    assertProblem(client().post("/api/v1/search", search), 400, "tags");
    assertThat(json(client().post("/api/v1/runs/validate", run)).get("valid").asBoolean())
        .isFalse();
    assertThat(store.count(RunFilter.ALL)).isEqualTo(before);
  }

  @Test
  void theSettingsOfARunCanBeSentBack() {
    long paper = submit("predictor.training.ranking_reduction=sum", "device=cpu");
    assertSentBack(paper, Map.of("strategy.divergence", "softmax-counts-mean", "device", "cpu"));

    Map<String, Object> wanted =
        Map.of("dataset", "cifar100", "device", "gtx1080ti", "max_latency_ms", 12, "seed", 9);
    long search = json(client().post("/api/v1/search", wanted)).get("run").asLong();
    assertSentBack(
        search,
        Map.of("limits.max_latency_ms", "12.0", "predictor.blocks", "[\"auto\"]", "seed", "9"));
  }

  private void assertSentBack(long run, Map<String, String> some) {
    JsonNode shown = json(client().get("/api/v1/runs/" + run));
    List<String> settings = new ArrayList<>();
    shown
        .get("parameters")
        .properties()
        .forEach(each -> settings.add(each.getKey() + "=" + each.getValue().asText()));
    some.forEach((name, value) -> assertThat(settings).contains(name + "=" + value));

    HttpResponse<String> answer =
        client()
            .post(
                "/api/v1/runs/validate",
                Map.of(
                    "preset", "as-released",
                    "space", "nasbench201",
                    "dataset", "cifar10",
                    "overrides", settings));
    assertThat(json(answer).get("valid").asBoolean()).as(answer.body()).isTrue();
    assertThat(json(answer).get("parameters")).isEqualTo(shown.get("parameters"));
    assertThat(json(answer).get("configuration").asText())
        .isEqualTo(client().get("/api/v1/runs/" + run + "/configuration").body());
  }

  @Test
  void aRunThatCannotBeDoneHereIsRefusedWithItsSetting() {
    Map<String, String> impossible =
        Map.of(
            "split.train=20000", "strategy.split",
            "evaluation.held_out=15500", "evaluation.held_out",
            "seed=8", "",
            "limits.max_latency_ms=1.0e+999", "limits.max_latency_ms");
    impossible.forEach(
        (override, field) -> {
          Map<String, Object> body =
              Map.of("configuration", smoke(), "overrides", List.of(override));
          HttpResponse<String> answer = client().post("/api/v1/runs", body);
          JsonNode validation = json(client().post("/api/v1/runs/validate", body));
          if (field.isEmpty()) { // possible
            assertThat(validation.get("valid").asBoolean()).isTrue();
          } else {
            assertProblem(answer, 400, field);
            assertThat(validation.get("valid").asBoolean()).isFalse();
            assertThat(validation.get("errors").get(0).get("field").asText()).isEqualTo(field);
          }
        });
  }

  @Test
  void aMethodThatAPathDoesNotTakeIsRefusedWithThoseThatItTakes() {
    HttpResponse<String> answer = client().post("/api/v1/devices", Map.of());
    assertProblem(answer, 405, "");
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
    assertThat(json(answer).get("detail").asText())
        .isEqualTo("/api/v1/devices does not accept POST; allowed: GET, HEAD, OPTIONS");

    assertThat(allowed("/api/v1/runs/7")).isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH");
    assertThat(allowed("/api/v1/runs/validate")).isEqualTo("OPTIONS, POST");
    assertThat(allowed("/api/v1/studies")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(allowed("/")).isEqualTo("GET, HEAD, OPTIONS");
  }

  private String allowed(String path) {
    HttpResponse<String> answer = client().options(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    return String.join(", ", new TreeSet<>(answer.headers().allValues("Allow")));
  }

  @Test
  void aParameterThatWouldBeIgnoredIsRefused() {
    HttpResponse<String> answer = client().get("/api/v1/runs?dateset=cifar10");

    assertProblem(answer, 400, "dateset");
    assertThat(json(answer).get("detail").asText())
        .isEqualTo(
            "unknown parameter 'dateset'; allowed: dataset, limit, offset, preset, seed,"
                + " sort, space, state, text");
    assertThat(client().get("/studies?x=1").statusCode()).isEqualTo(400);
  }

  @Test
  void aPresetAndADataSetAreEnough() {
    HttpResponse<String> answer =
        client()
            .post(
                "/api/v1/runs",
                Map.of(
                    "preset",
                    "as-printed",
                    "space",
                    "nasbench201",
                    "dataset",
                    "cifar100",
                    "overrides",
                    List.of("seed=7")));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(json(answer).get("preset").asText()).isEqualTo("as-printed");
    assertThat(json(answer).get("dataset").asText()).isEqualTo("cifar100");
    assertThat(json(answer).get("seed").asInt()).isEqualTo(7);
  }

  @Test
  void runsAreListedByPagesAndFilters() {
    submit("dataset=imagenet16");
    submit("dataset=imagenet16");
    long newest = submit("dataset=imagenet16");
    client().postText("/api/v1/runs/" + newest + "/cancel", "", "Content-Type", "application/json");

    JsonNode page = json(client().get("/api/v1/runs?dataset=imagenet16&limit=2"));
    assertThat(page.get("total").asInt()).isEqualTo(3);
    assertThat(page.get("limit").asInt()).isEqualTo(2);
    assertThat(page.get("runs")).hasSize(2);
    assertThat(page.get("runs").get(0).get("run").asLong()).isEqualTo(newest);
    assertThat(page.get("runs").get(0).has("parameters")).isFalse();
    assertThat(json(client().get("/api/v1/runs?dataset=imagenet16&limit=2&offset=2")).get("runs"))
        .hasSize(1);
    assertThat(
            json(client().get("/api/v1/runs?dataset=imagenet16&state=queued")).get("total").asInt())
        .isEqualTo(2);
    assertThat(json(client().get("/api/v1/runs?space=nasbench101")).get("total").asInt()).isZero();
    assertProblem(client().get("/api/v1/runs?limit=501"), 400, "limit");
    assertProblem(client().get("/api/v1/runs?offset=x"), 400, "offset");
    assertProblem(client().get("/api/v1/runs?state=done"), 400, "state");
  }

  @Test
  void aWrongConfigurationIsRefusedWithTheSettingAndTheReasonAndNothingIsQueued() {
    int before = store.count(RunFilter.ALL);
    HttpResponse<String> answer =
        client()
            .post(
                "/api/v1/runs", Map.of("configuration", smoke().replace("  top: 3", "  top: 99")));

    assertProblem(answer, 400, "strategy.top");
    assertThat(json(answer).get("detail").asText())
        .isEqualTo("line 31: strategy.top cannot be 99; allowed: 1 to sample_size = 50");
    assertThat(json(answer).get("errors").get(0).get("field").asText()).isEqualTo("strategy.top");
    assertProblem(post("configuration", "preset: ../nasbench201/cifar10"), 400, "preset");
    assertProblem(post("configuration", "preset: as-released\n---\na: 1"), 400, "");
    assertProblem(post("configuration", smoke() + "\nnonsense: 1"), 400, "nonsense");
    assertProblem(
        post("configuration", smoke().replace("train: 250", "train: 15600")),
        400,
        "strategy.split");
    assertProblem(
        post(
            "configuration",
            smoke()
                .replace("lambda_latency: 0", "lambda_latency: 1")
                .replace("device: gtx1080ti", "device: toaster")),
        400,
        "limits.device");
    assertThat(store.count(RunFilter.ALL)).isEqualTo(before);
  }

  private HttpResponse<String> post(String field, Object value) {
    return client().post("/api/v1/runs", Map.of(field, value));
  }

  @Test
  void aBodyThatIsNoneIsRefusedWithItsField() {
    assertProblem(post("colour", "red"), 400, "colour");
    assertProblem(post("preset", 7), 400, "preset");
    assertProblem(post("ranker_run", "7"), 400, "ranker_run");
    assertProblem(post("overrides", "a=1"), 400, "overrides");
    assertProblem(post("overrides", java.util.Arrays.asList("a=1", null)), 400, "overrides");
    assertProblem(client().post("/api/v1/runs", Map.of()), 400, "configuration");
    assertProblem(client().post("/api/v1/runs", List.of()), 400, "");
    String[] asJson = {"Content-Type", "application/json"};
    assertProblem(client().postText("/api/v1/runs", "", asJson), 400, "configuration");
    assertProblem(client().postText("/api/v1/runs", "{\"preset\": ", asJson), 400, "");
    assertProblem(client().postText("/api/v1/runs", "{} {}", asJson), 400, "");
    assertProblem(
        client().post("/api/v1/runs", Map.of("configuration", smoke(), "preset", "as-released")),
        400,
        "configuration");
    assertProblem(
        client().post("/api/v1/runs", Map.of("configuration", smoke(), "ranker_run", 987_654)),
        400,
        "ranker_run");
    assertProblem(
        client()
            .post(
                "/api/v1/runs",
                Map.of("preset", "as-released", "space", "../..", "dataset", "cifar10")),
        400,
        "space");
  }

  @Test
  void aMissingBenchmarkIsAConflictThatSaysWhatToDo() {
    Map<String, String> nb101 =
        Map.of("preset", "as-released", "space", "nasbench101", "dataset", "cifar10");
    if (Files.exists(TestFolder.named("data").resolve("nasbench101.safetensors"))) {
      return; // another test imported it
    }
    HttpResponse<String> answer = client().post("/api/v1/runs", nb101);

    assertProblem(answer, 409, "");
    assertThat(answer.body()).contains("nb101").doesNotContain("test-data");
  }

  @Test
  void validationCompletesAConfigurationOrNamesWhatIsWrong() {
    JsonNode valid = json(client().post("/api/v1/runs/validate", Map.of("configuration", smoke())));
    assertThat(valid.get("valid").asBoolean()).isTrue();
    assertThat(valid.get("queries").asInt()).isEqualTo(250 + 100 + 5 * 3);
    assertThat(valid.get("configuration").asText()).contains("feature_scale: \"none\"");
    assertThat(valid.get("parameters").get("strategy.top").asText()).isEqualTo("3");

    JsonNode invalid =
        json(
            client()
                .post(
                    "/api/v1/runs/validate",
                    Map.of("configuration", smoke(), "overrides", List.of("tiers=1"))));
    assertThat(invalid.get("valid").asBoolean()).isFalse();
    assertThat(invalid.get("errors").get(0).get("field").asText()).isEqualTo("predictor.tiers");
    assertThat(invalid.get("errors").get(0).get("reason").asText())
        .isEqualTo("predictor.tiers cannot be 1; allowed: 0 for none, or 2 or more");
  }

  @Test
  void onlyARunThatIsOverCanBeDeletedOrResumed() throws IOException {
    long run = submit();
    String path = "/api/v1/runs/" + run;

    assertProblem(client().delete(path), 409, "");
    assertProblem(client().post(path + "/resume", Map.of()), 409, "");
    HttpResponse<String> cancelled = client().post(path + "/cancel", Map.of());
    assertThat(cancelled.statusCode()).isEqualTo(202);
    assertThat(json(cancelled).get("state").asText()).isEqualTo("cancelled");
    assertProblem(client().post(path + "/cancel", Map.of()), 409, "");
    assertThat(client().post(path + "/resume", Map.of()).statusCode()).isEqualTo(202);
    assertThat(store.get(run).state()).isEqualTo(RunState.QUEUED);
    client().post(path + "/cancel", Map.of());
    HttpResponse<String> deleted = client().delete(path);
    assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(204);
    assertProblem(client().get(path), 404, "");
  }

  @Test
  void whatARunHasNotYetIsNotFoundOrAConflict() {
    String path = "/api/v1/runs/" + submit();

    assertProblem(client().get(path + "/result"), 409, "");
    assertProblem(client().get(path + "/predictions"), 409, "");
    assertProblem(client().get(path + "/environment"), 404, "");
    assertThat(json(client().get(path + "/metrics"))).isEmpty();
    assertThat(json(client().get(path + "/candidates"))).isEmpty();
    assertProblem(
        client()
            .post(
                "/api/v1/predict",
                Map.of(
                    "run",
                    path.replaceAll(".*/", "").transform(Long::parseLong),
                    "architectures",
                    List.of(1))),
        409,
        "");
  }

  @Test
  void anUnknownRunIsNotFoundWhateverIsAskedOfIt() {
    for (String path :
        List.of(
            "",
            "/configuration",
            "/metrics",
            "/candidates",
            "/result",
            "/environment",
            "/predictions",
            "/events")) {
      assertProblem(client().get("/api/v1/runs/987654" + path), 404, "");
    }
    assertProblem(client().delete("/api/v1/runs/987654"), 404, "");
    assertProblem(client().post("/api/v1/runs/987654/cancel", Map.of()), 404, "");
    assertProblem(client().post("/api/v1/runs/987654/resume", Map.of()), 404, "");
    assertProblem(client().get("/api/v1/runs/%2e%2e"), 404, "");
    assertProblem(
        client().post("/api/v1/predict", Map.of("run", 987_654, "architectures", List.of(1))),
        404,
        "");
    assertProblem(client().get("/api/v1/nothing"), 404, "");
  }
}
