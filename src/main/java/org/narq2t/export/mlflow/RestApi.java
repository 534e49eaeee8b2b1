package org.narq2t.export.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Exchanges JSON and files with a tracking server. Every exchange ends within a given time; all
 * throw an {@link IOException} that says what the server answered, or that it did not.
 */
final class RestApi {
  private static final int LONGEST_ANSWER_SHOWN = 300;
  private static final JsonMapper JSON = new JsonMapper();

  private final TrackingServer server;
  private final Duration patience;
  private final HttpClient http;

  RestApi(TrackingServer server, Duration patience) {
    this.server = server;
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  URI address() {
    return server.address();
  }

  /** The answer to a question; empty if there is no such thing. */
  Optional<JsonNode> get(String path) throws IOException {
    HttpResponse<String> response = send(request(path).GET());
    return response.statusCode() == 404 ? Optional.empty() : Optional.of(answer(response));
  }

  JsonNode post(String path, Map<String, ?> body) throws IOException {
    return answer(
        send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))));
  }

  void put(String path, Path file) throws IOException {
    answer(send(request(path).PUT(BodyPublishers.ofFile(file))));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path));
    server.authorization().ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  /** The whole exchange is bounded; the client's own limit would end with the answer's headers. */
  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request.build(), BodyHandlers.ofString());
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("it did not answer within " + patience.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new IOException(
          cause instanceof ConnectException
              ? "no server answers there"
              : String.valueOf(cause.getMessage()),
          cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }

  private static JsonNode answer(HttpResponse<String> response) throws IOException {
    String body = response.body();
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "it answered with status %d: %s"
              .formatted(
                  response.statusCode(),
                  body.substring(0, Math.min(LONGEST_ANSWER_SHOWN, body.length())).strip()));
    }
    return JSON.readTree(body);
  }
}
