package org.narq2t.python;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The messages of Python about its progress while it computes: JSON on a queue, which one thread
 * empties.
 */
public final class ProgressMessages {
  private final LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
  private final List<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();

  /** What Python puts them on. */
  Queue<String> queue() {
    return queue;
  }

  void start() {
    Thread drain = new Thread(this::drain, "narq2t-python-events");
    drain.setDaemon(true);
    drain.start();
  }

  /** Ends the thread, after all that was said before. */
  void end() {
    queue.add("{\"kind\":\"bye\"}");
  }

  /** Tells listeners what a process elsewhere said, as if it came from here. */
  public void tell(JsonNode message) {
    queue.add(message.toString());
  }

  /** Hears every message, on the events thread. */
  public void listen(Consumer<JsonNode> listener) {
    listeners.add(listener);
  }

  /** Hears none any more. */
  public void stopListening(Consumer<JsonNode> listener) {
    listeners.remove(listener);
  }

  /**
   * Calls with a listener to one kind of message for as long.
   *
   * @param kind of the messages that it hears
   */
  public <T> T listening(String kind, Consumer<JsonNode> listener, Supplier<T> call) {
    Consumer<JsonNode> ofKind =
        event -> {
          if (event.path("kind").asText().equals(kind)) {
            listener.accept(event);
          }
        };
    listen(ofKind);
    try {
      return call.get();
    } finally {
      stopListening(ofKind);
    }
  }

  private void drain() {
    while (true) {
      try {
        JsonNode event = BridgeCalls.JSON.readTree(queue.take());
        if (event.path("kind").asText().equals("bye")) {
          return;
        }
        listeners.forEach(listener -> listener.accept(event));
      } catch (InterruptedException e) {
        return;
      } catch (JsonProcessingException | RuntimeException e) {
        System.getLogger(ProgressMessages.class.getName())
            .log(System.Logger.Level.WARNING, "a progress message was lost", e);
      }
    }
  }
}
