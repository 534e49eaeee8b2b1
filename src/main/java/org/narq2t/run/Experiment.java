package org.narq2t.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.Landscape;
import org.narq2t.evaluation.EvaluationSettings;
import org.narq2t.evaluation.Oracle;
import org.narq2t.evaluator.Cluster;
import org.narq2t.latency.LatencyResult;
import org.narq2t.ledger.Ledger;
import org.narq2t.limits.LatencyLimits;
import org.narq2t.limits.LimitsReport;
import org.narq2t.loop.Loop;
import org.narq2t.loop.RunHistory;
import org.narq2t.python.CallStatistics;
import org.narq2t.python.PythonRuntime;

/** One run, from configuration to result: the loop, and what it is worth once it is over. */
public final class Experiment {
  private final Landscape landscape;
  private final PythonRuntime python;
  private final RunConfiguration configuration;
  private final Consumer<? super RunEvent> listener;
  private final Cluster cluster;

  /**
   * @param cluster for what is evaluated elsewhere
   */
  public Experiment(
      Landscape landscape,
      PythonRuntime python,
      RunConfiguration configuration,
      Consumer<? super RunEvent> listener,
      Cluster cluster) {
    this.cluster = cluster;
    this.landscape = landscape;
    this.python = python;
    this.configuration = configuration;
    this.listener = listener;
  }

  /** A finished run. */
  public record Finished(RunResult result, Predictions predictions) {}

  /**
   * Runs it, from where {@code checkpoints} left off.
   *
   * @param folder of the run, where the fitted predictor is kept
   * @throws org.narq2t.python.PythonFailure if training fails or is cancelled
   * @throws java.io.UncheckedIOException if a checkpoint cannot be written
   */
  public Finished run(RunFolder folder, Checkpoints checkpoints) {
    return run(folder, checkpoints, Optional.empty());
  }

  /**
   * Runs it with the predictor of an earlier run. The result counts its look-ups and its training
   * as its own: they were needed.
   *
   * @throws IllegalArgumentException if this run would have trained another predictor
   */
  public Finished runWith(TrainedRanker trained, RunFolder folder, Checkpoints checkpoints) {
    trained.requireFor(configuration, landscape.provenance());
    return run(folder, checkpoints, Optional.of(trained));
  }

  private Finished run(RunFolder folder, Checkpoints checkpoints, Optional<TrainedRanker> trained) {
    CallStatistics before = python.calls().statistics();
    Announcements announcements = new Announcements(listener, configuration.evaluator().trains());
    Consumer<JsonNode> heard = announcements::hear;
    python.messages().listen(heard);
    announcements.load();
    if (landscape instanceof Benchmark benchmark) { // there were no others in earlier versions
      new CheckpointUpcaster(checkpoints.path(), benchmark, configuration).upcast();
    }
    try (Assembly components =
            Assembly.of(python, landscape, configuration, folder, cluster, trained);
        Loop loop =
            new Loop(
                components.strategy(),
                components.predictor(),
                components.evaluator(),
                configuration.budget().budget(),
                announcements,
                checkpoints.path(),
                landscape.provenance().identity(),
                landscape.space())) {
      announcements.begin(components.strategy(), loop.history().ledger());
      loop.run(configuration.evaluator().atOnce());
      if (loop.history().ledger().fits() > 0) {
        components.predictor().save(folder.model());
      }
      announcements.evaluate();
      return finish(components, loop.history(), trained, before);
    } finally {
      python.messages().stopListening(heard);
    }
  }

  private Finished finish(
      Assembly components,
      RunHistory history,
      Optional<TrainedRanker> trained,
      CallStatistics before) {
    long start = System.nanoTime();
    Ledger ledger = history.ledger();
    Optional<Oracle> oracle = components.evaluator().oracle();
    Predictions predictions =
        oracle
            .filter(o -> ledger.fits() > 0)
            .map(o -> predict(components, ledger, o))
            .orElse(Predictions.NONE);
    int tiers = configuration.predictor().tiers();
    IntPredicate keepsLimits = components::keeps;
    Evaluation evaluation =
        oracle
            .map(o -> Evaluation.of(o, ledger, tiers, predictions, keepsLimits))
            .orElseGet(() -> EvaluationByObservations.of(ledger, keepsLimits));
    Optional<LimitsReport> limits = components.limits().map(LatencyLimits::report);
    List<LatencyResult> latencies =
        limits.map(of -> of.latencies(ledger, evaluation.reported())).orElse(List.of());
    RunResult result =
        new RunResult(
            RunResult.FORMAT,
            configuration,
            landscape.provenance(),
            RunResult.Known.of(landscape),
            components.model(trained.map(TrainedRanker::run).orElse("")),
            ledger.rounds(),
            history.fits(),
            evaluation.queries(),
            evaluation.reports(),
            evaluation.ranking(),
            latencies,
            limits.map(of -> of.limited(ledger)).orElse(List.of()),
            RunResult.StageTime.all(history.times(), (System.nanoTime() - start) * 1e-9),
            spent(before));
    listener.accept(new RunEvent.Finished(result));
    return new Finished(result, predictions);
  }

  /** Scores what the ranking is judged on. */
  private Predictions predict(Assembly components, Ledger ledger, Oracle oracle) {
    EvaluationSettings settings = configuration.evaluation();
    int[] judged =
        settings
            .protocol()
            .judged(
                oracle,
                ledger,
                configuration.strategy().beforeSearch(),
                settings.heldOut(),
                configuration.seed());
    return new Predictions(judged, components.predictor().predict(judged));
  }

  private RunResult.Bridge spent(CallStatistics before) {
    CallStatistics spent = python.calls().statistics().since(before);
    return new RunResult.Bridge(spent.calls(), spent.seconds(), spent.overheadSeconds());
  }
}
