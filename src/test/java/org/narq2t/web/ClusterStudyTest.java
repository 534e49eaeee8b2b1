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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.narq2t.ray.RecordedRay;
import org.narq2t.tracking.ClusterRuns;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;

/**
 * Runs of a study on a cluster: a Ray that answers as recorded, and a crew that this test plays.
 */
@QuarkusTest
@TestProfile(ClusterStudyTest.WithToken.class)
@Timeout(300)
class ClusterStudyTest {
  /** Ray's token is known. */
  public static class WithToken extends Serving {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      settings.put("narq2t.ray.token", RecordedRay.TOKEN);
      settings.put("narq2t.ray.runtime-env", "{\"env_vars\": {\"NARQ2T_HOME\": \"/opt/narq2t\"}}");
      return settings;
    }
  }

  @TestHTTPResource URI root;
  @Inject RunStore store;
  @Inject Runs runs;
  @Inject ClusterRuns clusters;
  private RecordedRay ray;

  @BeforeEach
  void start() throws IOException {
    ray = new RecordedRay();
  }

  @AfterEach
  void leaveNothing() {
    store.ofStudy("table9").forEach(run -> runs.cancel(run.id()));
    clusters.tend();
    assertThat(clusters.isBusy()).isFalse();
    ray.close();
  }

  private Client client() {
    return new Client(root);
  }

  private List<RunRecord> submit(int workers, String... factors) {
    Map<String, Object> request =
        Map.of(
            "axes", Map.of("factor", List.of(factors)),
            "seeds", List.of(1),
            "overrides", List.of("preset=dev"),
            "resume", false,
            "ray", Map.of("address", ray.address(), "workers", workers));
    List<Long> before = store.ofStudy("table9").stream().map(RunRecord::id).toList();
    assertThat(client().post("/api/v1/studies/table9/runs", request).statusCode()).isEqualTo(202);
    return store.ofStudy("table9").stream().filter(run -> !before.contains(run.id())).toList();
  }

  private static Map<String, Object> told(long run, String state, Object answer) {
    Map<String, Object> told = new HashMap<>();
    told.put("training", "run-" + run);
    told.put("state", state);
    told.put("why", state.equals("waiting") ? "it needs 1 CPU, and 0 are free" : "");
    told.put("node", "node-a");
    told.put("attempt", 1);
    told.put("events", List.of());
    told.put("answer", answer);
    return told;
  }

  /** What the crew hears when it tells what it does. */
  @SafeVarargs
  private List<String> crew(Map<String, Object>... trainings) throws InterruptedException {
    while (ray.status.isEmpty()) {
      Thread.sleep(20);
    }
    String job = ray.status.keySet().iterator().next();
    Map<String, Object> node = Map.of("name", "node-a", "cpus", 2, "gpus", 0, "alive", true);
    JsonNode orders =
        json(
            client()
                .post(
                    "/api/v1/crews/" + address(),
                    Map.of("crew", job, "nodes", List.of(node), "trainings", trainings)));
    List<String> wanted = new ArrayList<>();
    orders.path("trainings").forEach(one -> wanted.add(one.path("training").asText()));
    return wanted;
  }

  /** The end of the address that the job was told. */
  private String address() {
    String submitted =
        ray.requests.stream().filter(text -> text.contains("narq2t.ray")).findFirst().orElseThrow();
    return submitted.replaceFirst("(?s).*/api/v1/crews/(\\S+) .*", "$1");
  }

  @Test
  void eachRunIsATaskAsManyAtOnceAsAskedForAndOfNoWorkerHere() throws Exception {
    List<RunRecord> submitted = submit(2, "2", "3", "4");
    long first = submitted.get(0).id();
    clusters.tend();

    assertThat(crew()).containsExactly("run-" + first, "run-" + submitted.get(1).id());
    String environment =
        ray.requests.stream().filter(text -> text.contains("narq2t.ray")).findFirst().orElseThrow();
    assertThat(environment)
        .contains("--task run --cpus 1 --gpus 0.0")
        .contains("\"NARQ2T_HOME\":\"/opt/narq2t\"", "\"NARQ2T_DATABASE\":\"jdbc:h2:mem:");

    crew(told(first, "running", null), told(submitted.get(1).id(), "waiting", null));
    while (!client().get("/studies/table9").body().contains("it needs 1 CPU, and 0 are free")) {
      Thread.sleep(20); // the file of the crew is written every two seconds
    }
    assertThat(client().get("/studies/table9").body())
        .contains("node node-a: 2.0 CPUs", "runs on node-a");

    runs.cancel(first);
    clusters.tend();
    assertThat(crew(told(first, "running", null), told(submitted.get(1).id(), "waiting", null)))
        .containsExactly("run-" + submitted.get(1).id(), "run-" + submitted.get(2).id());
  }

  @Test
  void aRunThatANodeCannotDoFailsWithItsSentenceAndOneThatIsLostForGoodToo() throws Exception {
    List<RunRecord> submitted = submit(4, "2", "3");
    long first = submitted.get(0).id();
    long second = submitted.get(1).id();
    clusters.tend();
    crew();
    Map<String, Object> refusal =
        Map.of(
            "ok",
            false,
            "type",
            "RunRefused",
            "traceback",
            "",
            "refused",
            true,
            "message",
            "narq2t needs Java 17 or newer: install it, or set JAVA_HOME (on node a)");

    crew(told(first, "ended", refusal), told(second, "ended", Map.of("lost", "it was lost")));
    clusters.tend();

    assertThat(store.get(first).state()).isEqualTo(RunState.FAILED);
    assertThat(store.get(first).message())
        .isEqualTo("narq2t needs Java 17 or newer: install it, or set JAVA_HOME (on node a)");
    assertThat(store.get(second).message()).isEqualTo("it was lost");
    clusters.tend();
    assertThat(clusters.isBusy()).isFalse();
    assertThat(ray.status).containsValue("STOPPED");
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    Map<String, Object> request = Map.of("ray", Map.of("address", "head:8265"));
    assertThat(client().post("/api/v1/studies/table9/runs", request).body())
        .contains("address cannot be 'head:8265'; allowed: that of Ray's dashboard");
  }
}
