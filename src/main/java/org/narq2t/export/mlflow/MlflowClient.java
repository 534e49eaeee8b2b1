package org.narq2t.export.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The few calls of MLflow's REST API (2.0) that logging a run takes; errors are those of {@link
 * RestApi}.
 */
final class MlflowClient {
  /** Limits of {@code runs/log-batch}. */
  static final int METRICS_PER_CALL = 1_000;

  static final int PARAMETERS_PER_CALL = 100;
  private static final String ARTIFACTS = "mlflow-artifacts:/";

  private final RestApi api;

  MlflowClient(RestApi api) {
    this.api = api;
  }

  /**
   * A run on the server.
   *
   * @param artifacts address of its artifacts, in the server's own words
   */
  record Run(String id, String artifacts) {
    private static Run of(JsonNode run) {
      JsonNode info = run.path("info");
      return new Run(info.path("run_id").asText(), info.path("artifact_uri").asText());
    }
  }

  /**
   * One value of a metric.
   *
   * @param timestamp milliseconds since 1970
   */
  record Metric(String key, double value, long timestamp, int step) {}

  private record Entry(String key, String value) {
    static List<Entry> of(Map<String, String> entries) {
      return entries.entrySet().stream().map(e -> new Entry(e.getKey(), e.getValue())).toList();
    }
  }

  URI address() {
    return api.address();
  }

  /** The id of the experiment of this name, which is made if there is none. */
  String experiment(String name) throws IOException {
    Optional<JsonNode> found =
        api.get("/api/2.0/mlflow/experiments/get-by-name?experiment_name=" + encode(name));
    JsonNode experiment =
        found.isPresent()
            ? found.get().path("experiment")
            : post("experiments/create", Map.of("name", name));
    return experiment.path("experiment_id").asText();
  }

  /** The run with this value of a tag, which is made if there is none, and is running again. */
  Run run(String experiment, String name, String tag, long begun) throws IOException {
    JsonNode found =
        post(
                "runs/search",
                Map.of(
                    "experiment_ids",
                    List.of(experiment),
                    "filter",
                    "tags.`%s` = '%s'".formatted(tag, name),
                    "max_results",
                    1))
            .path("runs");
    if (!found.isEmpty()) {
      Run run = Run.of(found.get(0));
      post("runs/update", Map.of("run_id", run.id(), "status", "RUNNING"));
      return run;
    }
    return Run.of(
        post(
                "runs/create",
                Map.of(
                    "experiment_id",
                    experiment,
                    "run_name",
                    name,
                    "start_time",
                    begun,
                    "tags",
                    List.of(new Entry(tag, name))))
            .path("run"));
  }

  void parameters(Run run, Map<String, String> parameters) throws IOException {
    List<Entry> all = Entry.of(parameters);
    for (List<Entry> some : parts(all, PARAMETERS_PER_CALL)) {
      post("runs/log-batch", Map.of("run_id", run.id(), "params", some));
    }
  }

  /** Sets at most 100 tags. */
  void tags(Run run, Map<String, String> tags) throws IOException {
    post("runs/log-batch", Map.of("run_id", run.id(), "tags", Entry.of(tags)));
  }

  void metrics(Run run, List<Metric> metrics) throws IOException {
    for (List<Metric> some : parts(metrics, METRICS_PER_CALL)) {
      post("runs/log-batch", Map.of("run_id", run.id(), "metrics", some));
    }
  }

  /** Ends a run: {@code FINISHED}, {@code FAILED} or {@code KILLED}. */
  void end(Run run, String status, long time) throws IOException {
    post("runs/update", Map.of("run_id", run.id(), "status", status, "end_time", time));
  }

  /**
   * Uploads a file, if the server takes files itself; one that leaves them to an object store does
   * not, and gets none.
   */
  void artifact(Run run, Path file) throws IOException {
    if (run.artifacts().startsWith(ARTIFACTS)) {
      String folder = URI.create(run.artifacts()).getRawPath().replaceAll("^/+|/+$", "");
      api.put(
          "/api/2.0/mlflow-artifacts/artifacts/%s/%s"
              .formatted(folder, encode(file.getFileName().toString())),
          file);
    }
  }

  private JsonNode post(String call, Map<String, ?> body) throws IOException {
    return api.post("/api/2.0/mlflow/" + call, body);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static <T> List<List<T>> parts(List<T> all, int size) {
    List<List<T>> parts = new ArrayList<>();
    for (int i = 0; i < all.size(); i += size) {
      parts.add(all.subList(i, Math.min(i + size, all.size())));
    }
    return parts;
  }
}
