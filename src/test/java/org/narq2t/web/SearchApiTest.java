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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.narq2t.run.Json;
import org.narq2t.run.RunConfiguration;
import org.narq2t.study.NetworkSearch;
import org.narq2t.study.SearchLimits;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;

/** Searches over REST, on the surrogate, while nobody does them. */
@QuarkusTest
@TestProfile(Serving.class)
class SearchApiTest {
  private static final Optional<String> DEFAULT = Optional.empty();

  @TestHTTPResource URI root;
  @Inject RunStore store;
  @Inject Runs runs;
  @Inject NetworkSearch searches;

  private HttpResponse<String> search(Map<String, Object> fields) {
    Map<String, Object> body = new HashMap<>(Map.of("dataset", "cifar10"));
    body.putAll(fields);
    return new Client(root).post("/api/v1/search", body);
  }

  private RunConfiguration queued(Map<String, Object> fields) {
    HttpResponse<String> answer = search(fields);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return runs.configuration(store.get(json(answer).get("run").asLong()));
  }

  private void assertRefused(Map<String, Object> fields, String field, String why) {
    int before = store.list().size();
    HttpResponse<String> answer = search(fields);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(json(answer).path("field").asText()).as(answer.body()).isEqualTo(field);
    assertThat(json(answer).path("detail").asText()).contains(why);
    assertThat(store.list()).hasSize(before);
  }

  @Test
  void whatIsQueuedIsWhatTheCommandPlans() throws IOException {
    RunConfiguration command =
        searches
            .plan(
                new NetworkSearch.Request(
                    "nasbench201",
                    "cifar10",
                    DEFAULT,
                    Optional.of("boosted"),
                    DEFAULT,
                    new SearchLimits(
                        Optional.of("gtx1080ti"),
                        Optional.of(12.5),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(1_000_000L),
                        Optional.empty()),
                    Optional.of(50),
                    true,
                    Optional.empty(),
                    Optional.of(3L),
                    List.of("strategy.batch=5")))
            .get(0);

    RunConfiguration asked =
        queued(
            Map.of(
                "space",
                "nb201",
                "predictor",
                "boosted",
                "device",
                "gtx1080ti",
                "max_latency_ms",
                12.5,
                "max_parameters",
                1_000_000,
                "budget",
                50,
                "pareto",
                true,
                "seed",
                3,
                "overrides",
                List.of("strategy.batch=5")));

    assertThat(asked).isEqualTo(command);
    Map<String, String> settings = Json.flatten(asked);
    assertThat(settings)
        .containsEntry("strategy.type", "sequential")
        .containsEntry("predictor.type", "boosted")
        .containsEntry("budget.queries", "50")
        .containsEntry("limits.maxLatencyMs", "12.5")
        .containsEntry("limits.front", "true")
        .containsEntry("seed", "3");
  }

  @Test
  void aDataSetIsEnoughForAHundredQueriesOfAGaussianProcess() {
    Map<String, String> settings = Json.flatten(queued(Map.of()));
    assertThat(settings)
        .containsEntry("strategy.type", "sequential")
        .containsEntry("predictor.type", "gp")
        .containsEntry("budget.queries", "100");
    assertThat(Json.flatten(queued(Map.of("strategy", "evolution"))))
        .containsEntry("strategy.type", "evolution")
        .containsEntry("predictor.type", "none");
  }

  @Test
  void thePapersFrontIsSixRunsWithOneRanker() {
    HttpResponse<String> answer =
        search(Map.of("strategy", "tiers", "device", "gtx1080ti", "pareto", true));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    long first = json(answer).get("run").asLong();
    JsonNode parameters = json(answer).get("parameters");
    assertThat(parameters.get("strategy.split.train").asInt()).isEqualTo(1_000);
    assertThat(parameters.get("predictor.training.lambda_latency").asDouble()).isZero();
    assertThat(store.list().stream().filter(run -> run.id() > first))
        .hasSize(5)
        .extracting(RunRecord::needs)
        .containsOnly(first);
  }

  @Test
  void thePapersMethodSharesItsBudget() {
    RunConfiguration run =
        queued(
            Map.of(
                "strategy", "tiers", "device", "gtx1080ti", "max_latency_ms", 12, "budget", 753));
    assertThat(run.strategy().training()).isEqualTo(500); // half of 1,506 look-ups
  }

  @Test
  void whatCannotBeIsRefusedByTheNameOfItsField() {
    assertRefused(Map.of("max_latency_ms", 9), "device", "none is given");
    assertRefused(Map.of("device", "toaster"), "device", "it has: gtx1080ti");
    assertRefused(
        Map.of("device", "gtx1080ti", "max_energy_mj", 2), "max_energy_mj", "no energies");
    assertRefused(
        Map.of("device", "gtx1080ti", "max_latency_ms", 0.5),
        "max_latency_ms",
        "on gtx1080ti no network takes less than ");
    assertRefused(
        Map.of("strategy", "tiers", "device", "gtx1080ti", "max_latency_ms", 0.5),
        "max_latency_ms",
        "on gtx1080ti no network takes less than ");
    assertRefused(Map.of("max_flops", 10), "max_flops", "no network has fewer than 7,");
    assertRefused(
        Map.of("strategy", "random", "max_parameters", 10),
        "max_parameters",
        "no network has fewer than 7");
    assertRefused(Map.of("dataset", "mnist"), "dataset", "allowed: cifar10");
    assertRefused(Map.of("space", "nb301"), "space", "allowed: nb101, nb201");
    assertRefused(Map.of("max_flops", -1), "max_flops", "more than 0");
    assertRefused(Map.of("budget", 0), "budget", "1 or more");
    assertRefused(Map.of("budget", 20_000), "budget", "the 15625 that the table knows");
    assertRefused(Map.of("strategy", "guess"), "strategy", "allowed: tiers, sequential");
    assertRefused(Map.of("predictor", "guess"), "predictor", "allowed: narq2t, gp");
    assertRefused(Map.of("warm", "nb201/mnist"), "warm", "allowed: nasbench201/cifar10");
    assertRefused(
        Map.of("warm", "nb201/cifar100", "predictor", "boosted"), "warm", "the predictor gp");
    assertRefused(Map.of("strategy", "random", "ranker_run", 1), "ranker_run", "tiers does");
    assertRefused(Map.of("strategy", "tiers"), "device", "A device and limits are needed");
    assertRefused(Map.of("overrides", List.of("strategy.batch=0")), "strategy.batch", "1 or more");
    Map<String, Object> few =
        Map.of("strategy", "tiers", "device", "gtx1080ti", "max_latency_ms", 12, "budget", 10);
    assertRefused(few, "budget", "10 look-ups are too few");
  }
}
