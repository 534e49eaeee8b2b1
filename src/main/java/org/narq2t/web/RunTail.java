package org.narq2t.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.narq2t.tracking.RunEvents;
import org.narq2t.tracking.RunEvents.RecordedEvent;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;

/** Reads the events of one run as they are recorded, for all who watch it. */
final class RunTail {
  private static final System.Logger LOG = System.getLogger(RunTail.class.getName());
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long PAUSE_MILLIS = 300;
  private static final Duration BETWEEN_HEARTBEATS = Duration.ofSeconds(15);

  private final long run;
  private final RunStore store;
  private final RunEvents events;
  private final BiConsumer<Long, RunTail> ended;
  private final List<RunWatcher> watchers = new CopyOnWriteArrayList<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private int last;

  private RunTail(
      long run, int last, RunStore store, RunEvents events, BiConsumer<Long, RunTail> ended) {
    this.run = run;
    this.last = last;
    this.store = store;
    this.events = events;
    this.ended = ended;
    this.thread = new Thread(this::follow, "narq2t-tail-" + run);
    thread.setDaemon(true);
  }

  /**
   * Starts to read.
   *
   * @param last the number of the last event that needs not be read
   * @param ended is told when the run is over
   */
  static RunTail start(
      long run, int last, RunStore store, RunEvents events, BiConsumer<Long, RunTail> ended) {
    RunTail tail = new RunTail(run, last, store, events, ended);
    tail.thread.start();
    return tail;
  }

  void add(RunWatcher watcher) {
    watchers.add(watcher);
  }

  /** Whether it was the last one. */
  boolean remove(RunWatcher watcher) {
    watchers.remove(watcher);
    return watchers.isEmpty();
  }

  void stop() {
    stopped.countDown();
  }

  @JsonNaming(SnakeCaseStrategy.class)
  private record StageState(RunState state, String stage, int steps, int stepsDone) {}

  private void follow() {
    Instant beat = Instant.now();
    boolean silent = false;
    while (!isStopped()) {
      try {
        if (!look()) {
          return;
        }
        silent = false;
      } catch (RuntimeException e) { // the database does not answer
        if (!silent) {
          LOG.log(System.Logger.Level.WARNING, "Events of run " + run + " cannot be read", e);
        }
        silent = true;
      }
      if (Instant.now().isAfter(beat.plus(BETWEEN_HEARTBEATS))) {
        watchers.forEach(RunWatcher::heartbeat);
        beat = Instant.now();
      }
    }
  }

  /**
   * Waits a moment. An interrupt would do the same, and close the files of an embedded database.
   */
  private boolean isStopped() {
    try {
      return stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Tells what is new; false if nothing more will be. */
  private boolean look() {
    Optional<RunRecord> record = store.find(run); // before its events: its last state has one
    List<RecordedEvent> found = events.after(run, last);
    if (!found.isEmpty()) {
      last = found.get(found.size() - 1).number();
    }
    boolean over = record.map(r -> r.state().isOver()).orElse(true);
    if (over) {
      ended.accept(run, this); // who joins from now on gets another tail
    }
    String progress = record.map(RunTail::progress).orElse("");
    watchers.forEach(watcher -> watcher.live(found, progress, over));
    return !over;
  }

  private static String progress(RunRecord run) {
    try {
      return JSON.writeValueAsString(
          new StageState(
              run.state(),
              run.progress().stage(),
              run.progress().steps(),
              run.progress().stepsDone()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
