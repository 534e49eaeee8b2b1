package org.narq2t.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.narq2t.constraint.LimitSettings;
import org.narq2t.predictor.PredictorSettings;

/** Puts a run, its settings and its figures together. */
@ApplicationScoped
public class RunDescriptions {
  private final RunParameters parameters;
  private final RunMetrics metrics;

  RunDescriptions(RunParameters parameters, RunMetrics metrics) {
    this.parameters = parameters;
    this.metrics = metrics;
  }

  /** All of it. */
  public RunDescription of(RunRecord run) {
    Map<String, String> settings = parameters.of(run.id());
    return of(run, settings, settings);
  }

  /** Without the settings, for a list. */
  public RunDescription brief(RunRecord run) {
    return of(run, parameters.recorded(run.id()), Map.of());
  }

  private RunDescription of(
      RunRecord run, Map<String, String> settings, Map<String, String> shown) {
    return new RunDescription(
        run.id(),
        run.name(),
        run.state(),
        run.message(),
        run.space(),
        run.dataset(),
        run.preset(),
        run.changed(),
        settings.getOrDefault("strategy.mode", ""),
        settings.getOrDefault("predictor.type", PredictorSettings.NONE),
        limits(settings),
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

  private static String limits(Map<String, String> settings) {
    return new LimitSettings(
            settings.getOrDefault("limits.device", LimitSettings.NONE.device()),
            number(settings, "limits.max_latency_ms"),
            number(settings, "limits.max_energy_mj"),
            (long) number(settings, "limits.max_flops"),
            (long) number(settings, "limits.max_parameters"),
            LimitSettings.NONE.latencyMargin(),
            Boolean.parseBoolean(settings.get("limits.front")))
        .text();
  }

  private static double number(Map<String, String> settings, String name) {
    return Double.parseDouble(settings.getOrDefault(name, "0"));
  }
}
