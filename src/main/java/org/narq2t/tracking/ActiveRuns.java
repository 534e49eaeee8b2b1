package org.narq2t.tracking;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The runs that this process does now. A singleton, not a proxy: it is asked while all else ends.
 */
@Singleton
public class ActiveRuns {
  private final Map<Long, Heartbeat> active = new ConcurrentHashMap<>();

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
}
