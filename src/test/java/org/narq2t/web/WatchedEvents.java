package org.narq2t.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A client that watches a run as a browser does. */
record WatchedEvents(URI root, long run) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** An event of the stream; without an id, {@code id} is empty. */
  record Event(String id, String kind, String data) {
    int number() {
      return Integer.parseInt(id);
    }
  }

  /** Watches to the end, on a thread of its own. */
  CompletableFuture<List<Event>> toTheEnd(int after) {
    return CompletableFuture.supplyAsync(
        () -> until(after, event -> false), task -> new Thread(task).start());
  }

  /** Watches until an event, this included, and goes away; or to the end. */
  List<Event> until(int after, Predicate<Event> last) {
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve("/api/v1/runs/" + run + "/events"))
            .header("Accept", "text/event-stream")
            .header("Last-Event-ID", Integer.toString(after))
            .build();
    HttpResponse<Stream<String>> answer = HTTP.sendAsync(request, BodyHandlers.ofLines()).join();
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("status " + answer.statusCode());
    }
    List<Event> events = new ArrayList<>();
    try (Stream<String> lines = answer.body()) {
      String id = "";
      String kind = "";
      StringBuilder data = new StringBuilder();
      for (Iterator<String> all = lines.iterator(); all.hasNext(); ) {
        String line = all.next();
        if (line.isEmpty() && !kind.isEmpty()) {
          events.add(new Event(id, kind, data.toString()));
          if (last.test(events.get(events.size() - 1))) {
            break;
          }
          id = "";
          kind = "";
          data.setLength(0);
        } else if (line.startsWith("id:")) {
          id = line.substring(3).strip();
        } else if (line.startsWith("event:")) {
          kind = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
          data.append(line.substring(5).strip());
        }
      }
    }
    return events;
  }

  /** Those that are recorded. */
  static List<Event> recorded(List<Event> events) {
    return events.stream().filter(event -> !event.id().isEmpty()).toList();
  }
}
