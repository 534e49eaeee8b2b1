package org.narq2t.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;

/** Puts a run, its settings and its figures together. */
@ApplicationScoped
public class RunDescriptions {
  @Inject RunParameters parameters;
  @Inject RunMetrics metrics;

  /** All of it. */
  public RunDescription of(RunRecord run) {
    return of(run, parameters.of(run.id()));
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
        parameters.of(run.id(), "strategy.mode").orElse("").toLowerCase(Locale.ROOT),
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
