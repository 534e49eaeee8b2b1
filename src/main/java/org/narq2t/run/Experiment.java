package org.narq2t.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.evaluation.EvaluationSettings;
import org.narq2t.evaluator.Cluster;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Round;
import org.narq2t.predictor.EpochRecord;
import org.narq2t.predictor.FitRecord;
import org.narq2t.python.PythonRuntime;
import org.narq2t.run.RunEvent.BatchTrained;
import org.narq2t.run.RunEvent.Stage;
import org.narq2t.run.RunEvent.StageStarted;
import org.narq2t.run.RunResult.StageTime;

/** One run, from configuration to result: the loop, and what it is worth once it is over. */
public final class Experiment {
  private final Benchmark benchmark;
  private final PythonRuntime python;
  private final RunConfiguration configuration;
  private final Consumer<? super RunEvent> listener;
  private final Cluster cluster;

  /**
   * @param cluster for what is evaluated elsewhere
   */
  public Experiment(
      Benchmark benchmark,
      PythonRuntime python,
      RunConfiguration configuration,
      Consumer<? super RunEvent> listener,
      Cluster cluster) {
    this.cluster = cluster;
    this.benchmark = benchmark;
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
    trained.requireFor(configuration, benchmark.table().provenance());
    return run(folder, checkpoints, Optional.of(trained));
  }

  private Finished run(RunFolder folder, Checkpoints checkpoints, Optional<TrainedRanker> trained) {
    PythonRuntime.CallStatistics before = python.statistics();
    Consumer<JsonNode> batches = this::batch;
    python.listen(batches);
    listener.accept(new StageStarted(Stage.LOAD, 0, 0));
    new CheckpointUpcaster(checkpoints.path(), benchmark, configuration).upcast();
    try (Assembly components =
            Assembly.of(python, benchmark, configuration, folder, cluster, trained);
        Loop loop =
            new Loop(
                components.strategy(),
                components.predictor(),
                components.evaluator(),
                configuration.budget().budget(),
                new StageAnnouncer(components),
                checkpoints.path(),
                benchmark.table().provenance().identity(),
                benchmark.space())) {
      if (configuration.evaluator().trains()) { // its first design takes as long as the rest
        listener.accept(new StageStarted(Stage.SEARCH, 0, 0));
      } else if (loop.ledger().fits() > 0) {
        searching(components, loop.ledger().rounds(Purpose.SEARCH).size());
      }
      loop.run(configuration.evaluator().atOnce());
      if (loop.ledger().fits() > 0) {
        components.predictor().save(folder.model());
      }
      return finish(components, loop, trained, before);
    } finally {
      python.stopListening(batches);
    }
  }

  private void searching(Assembly components, int done) {
    listener.accept(new StageStarted(Stage.SEARCH, components.strategy().plannedRounds(), done));
  }

  private Finished finish(
      Assembly components,
      Loop loop,
      Optional<TrainedRanker> trained,
      PythonRuntime.CallStatistics before) {
    listener.accept(new StageStarted(Stage.EVALUATE, 0, 0));
    long start = System.nanoTime();
    Ledger ledger = loop.ledger();
    Predictions predictions = judge(components, ledger);
    Evaluation evaluation =
        configuration.evaluator().trains()
            ? Evaluation.ofTrainings(ledger, components.latency()::keeps)
            : Evaluation.of(
                benchmark,
                configuration.dataset(),
                ledger,
                configuration.predictor().tiers(),
                predictions,
                components.latency()::keeps);
    List<RunResult.Latency> latencies = components.latency().reports(ledger, evaluation.reports());
    RunResult result =
        new RunResult(
            RunResult.FORMAT,
            configuration,
            benchmark.table().provenance(),
            new RunResult.Known(benchmark.known().size(), benchmark.space().size()),
            components.model(trained.map(TrainedRanker::run).orElse("")),
            ledger.rounds(),
            loop.fits(),
            evaluation.queries(),
            evaluation.reports(),
            evaluation.ranking(),
            latencies,
            components.latency().limited(ledger),
            stages(loop.times(), (System.nanoTime() - start) * 1e-9),
            spent(before));
    listener.accept(new RunEvent.Finished(result));
    return new Finished(result, predictions);
  }

  private static List<StageTime> stages(StageTimes times, double evaluate) {
    List<StageTime> stages = new ArrayList<>();
    stages.add(new StageTime(Stage.LOAD, times.load()));
    stages.add(new StageTime(Stage.TRAIN, times.fit()));
    stages.add(new StageTime(Stage.SEARCH, times.search()));
    stages.add(new StageTime(Stage.EVALUATE, evaluate));
    return List.copyOf(stages);
  }

  private void batch(JsonNode event) {
    if (event.path("kind").asText().equals("trial-epoch")) {
      listener.accept(
          new RunEvent.NetworkEpoch(
              event.get("cell").asText(),
              event.get("epoch").asInt(),
              event.get("epochs").asInt(),
              100 * event.get("validation_accuracy").asDouble(),
              event.get("seconds").asDouble()));
    } else if (event.path("kind").asText().equals("batch")) {
      listener.accept(
          new BatchTrained(
              event.get("epoch").asInt(),
              event.get("batch").asInt(),
              event.get("loss").asDouble()));
    }
  }

  /** Scores what the ranking is judged on. */
  private Predictions judge(Assembly components, Ledger ledger) {
    if (ledger.fits() == 0 || configuration.evaluator().trains()) {
      return Predictions.NONE;
    }
    EvaluationSettings settings = configuration.evaluation();
    int[] judged =
        settings
            .protocol()
            .judged(
                benchmark,
                ledger,
                configuration.strategy().beforeSearch(),
                settings.heldOut(),
                configuration.seed());
    return new Predictions(judged, components.predictor().predict(judged));
  }

  private RunResult.Bridge spent(PythonRuntime.CallStatistics before) {
    PythonRuntime.CallStatistics now = python.statistics();
    return new RunResult.Bridge(
        now.calls() - before.calls(),
        now.seconds() - before.seconds(),
        now.overheadSeconds() - before.overheadSeconds());
  }

  /** Tells the listener of the run what the loop does. */
  private final class StageAnnouncer implements LoopListener {
    private final Assembly components;
    private boolean searching;

    private StageAnnouncer(Assembly components) {
      this.components = components;
    }

    @Override
    public void begun(int steps, int done) {
      listener.accept(new StageStarted(Stage.TRAIN, steps, done));
    }

    @Override
    public void finished(EpochRecord epoch) {
      listener.accept(new RunEvent.EpochFinished(epoch));
    }

    @Override
    public void fitted(FitRecord record) {
      if (!searching && !configuration.evaluator().trains()) {
        searching(components, 0);
        searching = true;
      }
    }

    @Override
    public void ended(int searchRounds, Round round) {
      listener.accept(new RunEvent.RoundEnded(round));
      if (round.purpose() == Purpose.SEARCH) {
        listener.accept(new RunEvent.IterationFinished(Iteration.of(searchRounds - 1, round)));
      }
    }
  }
}
