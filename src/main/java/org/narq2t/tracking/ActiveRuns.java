package org.narq2t.tracking;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.narq2t.python.EmbeddedPython;

/**
 * The runs that this process does now. A singleton, not a proxy: it is asked while all else ends.
 */
@Singleton
public class ActiveRuns {
  private static final Duration TIME_TO_RECORD = Duration.ofSeconds(3);

  private final EmbeddedPython python;

  private final Map<Long, Heartbeat> active = new ConcurrentHashMap<>();

  ActiveRuns(EmbeddedPython python) {
    this.python = python;
  }

  /** Their numbers. */
  public List<Long> numbers() {
    return active.keySet().stream().sorted().toList();
  }

  void add(long number, Heartbeat heartbeat) {
    active.put(number, heartbeat);
  }

  void remove(long number) {
    active.remove(number);
  }

  Optional<Heartbeat> find(long number) {
    return Optional.ofNullable(active.get(number));
  }

  /**
   * The application stops: Python is asked to stop, and the runs are recorded as interrupted while
   * there still is a database.
   */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    python.stop();
    Instant end = Instant.now().plus(TIME_TO_RECORD);
    while (!active.isEmpty() && Instant.now().isBefore(end)) {
      Thread.sleep(10);
    }
  }
}
