package org.narq2t.export.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** MLflow's own server, of {@code make .mlflow/.installed}, with a database in a folder. */
final class MlflowServer implements AutoCloseable {
  static final Path PROGRAM = Path.of(".mlflow/bin/mlflow");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;
  private final Process process;
  private final Path log;

  /** Starts it; it is not ready yet. */
  MlflowServer(Path folder) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    address = URI.create("http://127.0.0.1:" + port);
    log = folder.resolve("server.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            PROGRAM.toString(),
            "server",
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--workers",
            "1",
            "--backend-store-uri",
            "sqlite:///" + folder.resolve("mlflow.db").toAbsolutePath(),
            "--artifacts-destination",
            folder.resolve("artifacts").toAbsolutePath().toString());
    builder
        .environment()
        .putAll(
            Map.of(
                "MLFLOW_DISABLE_TELEMETRY", "true", "MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false"));
    process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  URI address() {
    return address;
  }

  /** Waits until it answers. */
  void awaitReady() throws IOException, InterruptedException {
    while (true) {
      if (!process.isAlive()) {
        throw new IOException("mlflow ended: " + Files.readString(log));
      }
      try {
        get("/health");
        return;
      } catch (IOException e) {
        Thread.sleep(200);
      }
    }
  }

  /** What it answers, as text. */
  String get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address.resolve(path)));
  }

  /** What it answers to a call of the API. */
  JsonNode call(String call, Map<String, ?> body) throws IOException, InterruptedException {
    JsonMapper json = new JsonMapper();
    return json.readTree(
        send(
            HttpRequest.newBuilder(address.resolve("/api/2.0/mlflow/" + call))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.writeValueAsString(body)))));
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
