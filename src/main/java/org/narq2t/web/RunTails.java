package org.narq2t.web;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.narq2t.tracking.RunEvents;
import org.narq2t.tracking.RunStore;

/**
 * Who watches which run. A run can be done by another process, so what happens is read from the
 * database: by one thread for each run that is watched, however many clients watch it.
 */
@ApplicationScoped
class RunTails {
  private final RunStore store;
  private final RunEvents events;

  private final Map<Long, RunTail> tails = new HashMap<>();

  RunTails(RunStore store, RunEvents events) {
    this.store = store;
    this.events = events;
  }

  /** Tells a client what was recorded, and from now on what happens. */
  void join(long run, RunWatcher watcher) {
    synchronized (tails) {
      tails
          .computeIfAbsent(run, id -> RunTail.start(id, watcher.last(), store, events, this::ended))
          .add(watcher);
    }
    watcher.replay(events.after(run, watcher.last()));
  }

  /** A client is gone. */
  void leave(long run, RunWatcher watcher) {
    synchronized (tails) {
      RunTail tail = tails.get(run);
      if (tail != null && tail.remove(watcher)) {
        tails.remove(run);
        tail.stop();
      }
    }
  }

  private void ended(long run, RunTail tail) {
    synchronized (tails) {
      tails.remove(run, tail);
    }
  }

  /** How many runs are watched. */
  int size() {
    synchronized (tails) {
      return tails.size();
    }
  }

  @PreDestroy
  void stop() {
    synchronized (tails) {
      tails.values().forEach(RunTail::stop);
      tails.clear();
    }
  }
}
