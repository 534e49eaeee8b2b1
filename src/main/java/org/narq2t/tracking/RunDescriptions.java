package org.narq2t.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;

/** Puts a run, its settings and its figures together. */
@ApplicationScoped
public class RunDescriptions {
  @Inject RunStore store;
  @Inject RunMetrics metrics;

  /** All of it. */
  public RunDescription of(RunRecord run) {
    return of(run, store.parameters(run.id()));
  }

  /** Without the settings, for a list. */
  public RunDescription brief(RunRecord run) {
    return of(run, Map.of());
  }

  private RunDescription of(RunRecord run, Map<String, String> shown) {
    return new RunDescription(
        run.id(),
        run.name(),
        run.state(),
        run.message(),
        run.space(),
        run.dataset(),
        run.preset(),
        run.changed(),
        store.parameter(run.id(), "strategy.mode").orElse("").toLowerCase(Locale.ROOT),
        run.seed(),
        run.benchmark(),
        run.needs(),
        run.study(),
        run.submittedAt(),
        run.startedAt(),
        run.finishedAt(),
        run.label(),
        run.progress(),
        shown,
        metrics.summary(run.id()));
  }
}
