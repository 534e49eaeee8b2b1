package org.narq2t.export.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A server that answers as MLflow does, fails when it is told to, and remembers what it was sent.
 */
final class FakeServer implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /** A request that was answered. */
  record Request(String method, String path, String authorization, JsonNode body) {}

  final List<Request> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger asked = new AtomicInteger();

  /** So many requests from now are refused with status 500. */
  final AtomicInteger failures = new AtomicInteger();

  /** Requests wait for it. */
  volatile CountDownLatch gate = new CountDownLatch(0);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer http;
  private volatile boolean known;

  FakeServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/", this::answer);
    http.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** The bodies of all requests to a call of the API. */
  Stream<JsonNode> bodies(String call) {
    return requests.stream().filter(r -> r.path().endsWith(call)).map(Request::body);
  }

  /** The elements of an array in all log-batch requests. */
  List<JsonNode> logged(String array) {
    return bodies("log-batch")
        .flatMap(
            body ->
                Stream.iterate(0, i -> i < body.path(array).size(), i -> i + 1)
                    .map(i -> body.path(array).get(i)))
        .toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] content = exchange.getRequestBody().readAllBytes();
    asked.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      exchange.close();
      return;
    }
    if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      send(exchange, 500, "{\"error_code\": \"INTERNAL_ERROR\", \"message\": \"disk full\"}");
      return;
    }
    String path = exchange.getRequestURI().getPath();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    JsonNode body =
        exchange.getRequestMethod().equals("POST")
            ? JSON.readTree(content)
            : JSON.createObjectNode();
    requests.add(new Request(exchange.getRequestMethod(), path, authorization, body));
    String run =
        "{\"info\": {\"run_id\": \"r1\", \"artifact_uri\": \"mlflow-artifacts:/7/r1/artifacts\"}}";
    if (path.endsWith("get-by-name")) {
      send(exchange, 404, "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\"}");
    } else if (path.endsWith("experiments/create")) {
      send(exchange, 200, "{\"experiment_id\": \"7\"}");
    } else if (path.endsWith("runs/search")) {
      send(exchange, 200, known ? "{\"runs\": [" + run + "]}" : "{}");
    } else if (path.endsWith("runs/create")) {
      known = true;
      send(exchange, 200, "{\"run\": " + run + "}");
    } else {
      send(exchange, 200, "{}");
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    gate.countDown();
    http.stop(0);
    threads.shutdownNow();
  }
}
