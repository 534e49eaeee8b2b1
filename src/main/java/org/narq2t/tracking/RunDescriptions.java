package org.narq2t.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;

/** Puts a run, its settings and its figures together. */
@ApplicationScoped
public class RunDescriptions {
  @Inject RunStore store;
  @Inject RunMetrics metrics;

  /** All of it. */
  public RunDescription of(RunRecord run) {
    Map<String, String> parameters = store.parameters(run.id());
    return of(run, parameters, parameters);
  }

  /** Without the settings, for a list. */
  public RunDescription brief(RunRecord run) {
    return of(run, store.parameters(run.id()), Map.of());
  }

  private RunDescription of(
      RunRecord run, Map<String, String> parameters, Map<String, String> shown) {
    return new RunDescription(
        run.id(),
        run.name(),
        run.state(),
        run.message(),
        run.space(),
        run.dataset(),
        run.preset(),
        parameters.getOrDefault("search.mode", "").toLowerCase(java.util.Locale.ROOT),
        run.seed(),
        run.benchmark(),
        run.rankerRun(),
        run.submittedAt(),
        run.startedAt(),
        run.finishedAt(),
        run.progress(),
        shown,
        metrics.summary(run.id()));
  }
}
