package org.narq2t.web;

import java.util.ArrayList;
import java.util.List;
import org.narq2t.tracking.RunEvents.RecordedEvent;

/**
 * A client that watches a run. It hears live events as soon as it has joined, and keeps them until
 * those from before were replayed, so that it misses none and hears none twice.
 */
final class RunWatcher {

  /** Where to. */
  interface Stream {
    void recorded(RecordedEvent event);

    void progress(String json);

    void heartbeat();

    void end();
  }

  private final Stream stream;
  private final List<RecordedEvent> waiting = new ArrayList<>();
  private int last;
  private boolean replayed;
  private String progress = "";
  private boolean over;
  private String told = "";

  /**
   * @param last the number of the last event that the client knows, 0 for none
   */
  RunWatcher(int last, Stream stream) {
    this.last = last;
    this.stream = stream;
  }

  /** The number of the last event that the client knows. */
  synchronized int last() {
    return last;
  }

  /** What was recorded before the client joined. */
  synchronized void replay(List<RecordedEvent> before) {
    before.forEach(this::send);
    waiting.forEach(this::send);
    waiting.clear();
    replayed = true;
    tell();
  }

  /** What was recorded since, how far the run is, and whether it is over. */
  synchronized void live(List<RecordedEvent> events, String json, boolean ended) {
    progress = json;
    over = ended;
    if (replayed) {
      events.forEach(this::send);
      tell();
    } else {
      waiting.addAll(events);
    }
  }

  synchronized void heartbeat() {
    if (replayed) {
      stream.heartbeat();
    }
  }

  private void send(RecordedEvent event) {
    if (event.number() > last) {
      last = event.number();
      stream.recorded(event);
    }
  }

  private void tell() {
    if (!progress.equals(told)) {
      told = progress;
      stream.progress(progress);
    }
    if (over) {
      stream.end();
    }
  }
}
