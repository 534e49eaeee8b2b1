package org.narq2t.ray;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ray's interface for jobs over HTTP, version 4, as of Ray 2.60. */
final class RayJobs {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int NOT_FOUND = 404;
  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;
  private static final int ERRORS = 400;
  private static final List<String> OVER = List.of("STOPPED", "SUCCEEDED", "FAILED");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final String address;
  private final Optional<String> token;

  /**
   * A job.
   *
   * @param status PENDING, RUNNING, STOPPED, SUCCEEDED or FAILED
   * @param message of Ray, with the end of its log if it failed
   */
  record Job(String status, String message) {
    boolean isOver() {
      return OVER.contains(status);
    }
  }

  /**
   * @param address of the dashboard, {@code http://head:8265}
   * @param token that Ray asks for, if it does
   */
  RayJobs(String address, Optional<String> token) {
    this.address = address.replaceAll("/+$", "");
    this.token = token;
  }

  /**
   * A job.
   *
   * @return empty if there is none of this name
   * @throws IOException if Ray does not answer, or refuses; the message is a sentence for a user
   */
  Optional<Job> find(String name) throws IOException {
    HttpResponse<String> answer = send("GET", "/api/jobs/" + name, BodyPublishers.noBody());
    if (answer.statusCode() == NOT_FOUND) {
      return Optional.empty();
    }
    JsonNode job = JSON.readTree(required(answer).body());
    return Optional.of(new Job(job.path("status").asText(), job.path("message").asText("")));
  }

  /**
   * Submits a job.
   *
   * @param entrypoint a shell command
   * @throws IOException as for {@link #find}
   */
  void submit(String name, String entrypoint, JsonNode environment) throws IOException {
    Map<String, Object> job =
        Map.of(
            "submission_id", name,
            "entrypoint", entrypoint,
            "runtime_env", environment);
    required(send("POST", "/api/jobs/", BodyPublishers.ofString(JSON.writeValueAsString(job))));
  }

  /** Stops a job that runs; one that is over or unknown is left alone. */
  void stop(String name) throws IOException {
    HttpResponse<String> answer =
        send("POST", "/api/jobs/" + name + "/stop", BodyPublishers.noBody());
    if (answer.statusCode() != NOT_FOUND) {
      required(answer);
    }
  }

  /** Gives Ray a package of code, unless it has it; returns its address for Ray. */
  String upload(SourcePackage code) throws IOException {
    String path = "/api/packages/gcs/" + code.name();
    if (send("GET", path, BodyPublishers.noBody()).statusCode() == NOT_FOUND) {
      required(send("PUT", path, BodyPublishers.ofByteArray(code.bytes())));
    }
    return "gcs://" + code.name();
  }

  private HttpResponse<String> send(String method, String path, BodyPublisher body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE).method(method, body);
    request.header("Content-Type", "application/json");
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      String why = e.getMessage() == null ? "nothing listens there" : e.getMessage();
      throw new IOException("Ray at %s does not answer (%s)".formatted(address, why), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private HttpResponse<String> required(HttpResponse<String> answer) throws IOException {
    int status = answer.statusCode();
    if (status == UNAUTHORISED || status == FORBIDDEN) {
      throw new IOException(
          "Ray at %s refuses the token: set RAY_AUTH_TOKEN to the cluster's".formatted(address));
    }
    if (status >= ERRORS) {
      String text = answer.body().strip();
      throw new IOException(
          "Ray at %s answered %d: %s"
              .formatted(address, status, text.substring(0, Math.min(300, text.length()))));
    }
    return answer;
  }
}
