package org.narq2t.ray;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that answers as the dashboard of Ray 2.60.0 with a token does (../shared/ray.md): 401
 * without it, 404 for what it does not know, a job's status as it was set.
 */
public final class RecordedRay implements AutoCloseable {
  public static final String TOKEN = "0123456789abcdef";

  private final HttpServer server;
  public final Map<String, String> status = new ConcurrentHashMap<>();
  final AtomicInteger unready = new AtomicInteger(); // submissions that it refuses, as it starts
  final Map<String, byte[]> packages = new ConcurrentHashMap<>();
  public final List<String> requests = new CopyOnWriteArrayList<>();

  public RecordedRay() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/", this::answer);
    server.start();
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, 401, "Unauthorized: Missing authentication token");
      return;
    }
    requests.add(exchange.getRequestMethod() + " " + path);
    if (path.startsWith("/api/packages/")) {
      packages(exchange, path.substring(path.lastIndexOf('/') + 1), body);
    } else {
      jobs(exchange, path, new String(body, StandardCharsets.UTF_8));
    }
  }

  private void packages(HttpExchange exchange, String name, byte[] body) throws IOException {
    if (exchange.getRequestMethod().equals("PUT")) {
      packages.put(name, body);
      send(exchange, 200, "");
    } else {
      send(exchange, packages.containsKey(name) ? 200 : 404, "Package does not exist");
    }
  }

  private void jobs(HttpExchange exchange, String path, String body) throws IOException {
    String name = path.replaceFirst("/api/jobs/", "").replaceFirst("/stop", "");
    if (name.isEmpty() && unready.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      send(exchange, 500, "No available agent to submit job, please try again later.");
    } else if (name.isEmpty()) {
      String submitted = body.replaceFirst("(?s).*\"submission_id\":\"([^\"]+)\".*", "$1");
      requests.add(body);
      boolean there = status.putIfAbsent(submitted, "RUNNING") != null;
      send(
          exchange,
          there ? 500 : 200,
          there
              ? "Job with submission_id " + submitted + " already exists."
              : "{\"job_id\": \"%1$s\", \"submission_id\": \"%1$s\"}".formatted(submitted));
    } else if (!status.containsKey(name)) {
      send(exchange, 404, "Job " + name + " does not exist");
    } else if (path.endsWith("/stop")) {
      status.replace(name, "RUNNING", "STOPPED");
      send(exchange, 200, "{\"stopped\": true}");
    } else {
      send(
          exchange,
          200,
          "{\"type\": \"SUBMISSION\", \"status\": \"%s\", \"message\": \"its last lines\"}"
              .formatted(status.get(name)));
    }
  }

  private static void send(HttpExchange exchange, int code, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
