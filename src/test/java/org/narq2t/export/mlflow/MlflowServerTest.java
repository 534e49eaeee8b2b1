package org.narq2t.export.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.SmallRun;
import org.narq2t.evaluation.Protocol;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.Json;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunResult;
import org.narq2t.settings.MlflowSettings;
import org.narq2t.tracking.Runs;

/** A small run on a real server, read back through its API. */
@QuarkusTest
@Timeout(300)
class MlflowServerTest {
  private record Given(Optional<String> uri) implements MlflowSettings {
    @Override
    public Optional<String> token() {
      return Optional.empty();
    }

    @Override
    public Optional<String> username() {
      return Optional.empty();
    }

    @Override
    public Optional<String> password() {
      return Optional.empty();
    }
  }

  @TempDir Path folder;
  @Inject Runs runs;

  @Test
  void aRealServerHasTheWholeRun() throws Exception {
    assumeTrue(Files.isExecutable(MlflowServer.PROGRAM), "make .mlflow/.installed");
    try (MlflowServer server = new MlflowServer(folder)) {
      List<RunEvent> events = new ArrayList<>();
      Runs.Recorded recorded = runs.run(SmallRun.configuration(), events::add);
      server.awaitReady();

      List<String> warnings = log(server, recorded, events);

      JsonNode run = only(server);
      RunResult result = recorded.finished().result();
      assertThat(warnings).isEmpty();
      assertThat(run.at("/info/status").asText()).isEqualTo("FINISHED");
      assertThat(run.at("/info/run_name").asText())
          .isEqualTo(recorded.folder().getFileName().toString());
      assertThat(texts(run.at("/data/params")))
          .isEqualTo(ConfigurationFile.settings(result.configuration()));
      assertThat(texts(run.at("/data/tags")))
          .containsEntry("narq2t.benchmark", "surrogate")
          .containsKeys("narq2t.commit", "mlflow.source.git.commit");
      Map<String, String> figures = texts(run.at("/data/metrics"));
      assertThat(Double.parseDouble(figures.get("final/tau_test")))
          .isEqualTo(result.ranking().tauTest());
      assertThat(Double.parseDouble(figures.get("final/validation_test")))
          .isEqualTo(result.report(Protocol.VALIDATION).orElseThrow().outcome().test());
      String id = run.at("/info/run_id").asText();
      assertThat(history(server, id, "loss/train"))
          .isEqualTo(result.epochs().stream().map(epoch -> epoch.train().loss()).toList());
      assertThat(history(server, id, "search/look_ups"))
          .hasSize(4)
          .last()
          .isEqualTo((double) result.candidates().size());
      assertThat(server.get("/get-artifact?path=result.json&run_uuid=" + id))
          .isEqualTo(Files.readString(recorded.folder().resolve("result.json")));
    }
  }

  /** Logs it in two processes, as it were: the second continues what the first left unfinished. */
  private List<String> log(MlflowServer server, Runs.Recorded recorded, List<RunEvent> events)
      throws Exception {
    List<String> warnings = new CopyOnWriteArrayList<>();
    Map<String, Object> environment =
        Json.MAPPER.readValue(recorded.folder().resolve("environment.json").toFile(), Map.class);
    String name = recorded.folder().getFileName().toString();
    int half = events.size() / 2;
    for (boolean first : List.of(true, false)) {
      MlflowTracking tracking =
          new MlflowTracking(
              new Given(Optional.of(server.address().toString())),
              recorded.folder().getParent(),
              Duration.ofSeconds(60),
              1,
              warnings::add);
      RunConfiguration configuration = recorded.finished().result().configuration();
      Consumer<RunEvent> run =
          tracking.observe(recorded.number(), name, configuration, environment);
      (first ? events.subList(0, half) : events.subList(half, events.size())).forEach(run);
      tracking.ended(recorded.number(), first ? "interrupted" : "finished", "");
      String status = first ? "KILLED" : "FINISHED";
      while (warnings.isEmpty() && !status.equals(status(server))) {
        Thread.sleep(100);
      }
    }
    return warnings;
  }

  private static String status(MlflowServer server) throws Exception {
    JsonNode runs = runs(server);
    return runs.isEmpty() ? "" : runs.get(0).at("/info/status").asText();
  }

  private static JsonNode only(MlflowServer server) throws Exception {
    JsonNode runs = runs(server);
    assertThat(runs).hasSize(1);
    return runs.get(0);
  }

  /** All runs of the experiment of NAS-Bench-201 on CIFAR-10. */
  private static JsonNode runs(MlflowServer server) throws Exception {
    JsonNode experiments =
        server.call(
            "experiments/search",
            Map.of("max_results", 10, "filter", "name = 'narq2t/nasbench201/cifar10'"));
    String id = experiments.at("/experiments/0/experiment_id").asText();
    return id.isEmpty()
        ? Json.MAPPER.createArrayNode()
        : server.call("runs/search", Map.of("experiment_ids", List.of(id))).path("runs");
  }

  private static List<Double> history(MlflowServer server, String run, String metric)
      throws Exception {
    JsonNode answer =
        Json.MAPPER.readTree(
            server.get(
                "/api/2.0/mlflow/metrics/get-history?run_id=" + run + "&metric_key=" + metric));
    return StreamSupport.stream(answer.path("metrics").spliterator(), false)
        .sorted(java.util.Comparator.comparingInt(m -> m.path("step").asInt()))
        .map(m -> m.path("value").asDouble())
        .toList();
  }

  private static Map<String, String> texts(JsonNode entries) {
    Map<String, String> texts = new HashMap<>();
    entries.forEach(e -> texts.put(e.path("key").asText(), e.path("value").asText()));
    return texts;
  }
}
