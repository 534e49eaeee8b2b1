package org.narq2t.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;

/** How many runs are in each state, asked once for all gauges of a scrape. */
@ApplicationScoped
class RunCounts {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final RunStore store;

  private Map<RunState, Integer> counts = Map.of();
  private Instant counted = Instant.EPOCH;

  RunCounts(RunStore store) {
    this.store = store;
  }

  /** Those in one state. Where the database does not answer, the gauge has no value. */
  synchronized double of(RunState state) {
    if (Instant.now().isAfter(counted.plus(FRESH))) {
      counts = store.counts();
      counted = Instant.now();
    }
    return counts.getOrDefault(state, 0);
  }
}
