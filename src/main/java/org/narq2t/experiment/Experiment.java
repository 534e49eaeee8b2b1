package org.narq2t.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.Provenance;
import org.narq2t.benchmark.QueryBudget;
import org.narq2t.experiment.RunEvent.BatchTrained;
import org.narq2t.experiment.RunEvent.Stage;
import org.narq2t.experiment.RunEvent.StageStarted;
import org.narq2t.experiment.RunResult.Iteration;
import org.narq2t.experiment.RunResult.StageTime;
import org.narq2t.experiment.config.RunConfiguration;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Split;
import org.narq2t.predictor.Scores;
import org.narq2t.python.PythonRuntime;
import org.narq2t.python.TorchRanker;
import org.narq2t.ranker.TrainingSet;
import org.narq2t.search.ArchitectureSampler;
import org.narq2t.search.ArchitectureSearch;
import org.narq2t.search.SearchIteration;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.TorchPermutation;
import org.narq2t.tier.BatchStatistics;
import org.narq2t.tier.Tiers;

/** One run of Algorithm 1: divide into tiers, train the ranker, search, evaluate. */
public final class Experiment {
  private final Benchmark benchmark;
  private final SearchSpace space;
  private final PythonRuntime python;
  private final RunConfiguration configuration;
  private final Consumer<? super RunEvent> listener;
  private final RandomStreams streams;
  private final QueryBudget budget;
  private final LatencyStudy latency;
  private final List<StageTime> stages = new ArrayList<>();
  private final List<Iteration> iterations = new ArrayList<>();
  private Scores wholeSpace;

  public Experiment(
      Benchmark benchmark,
      PythonRuntime python,
      RunConfiguration configuration,
      Consumer<? super RunEvent> listener) {
    this.benchmark = benchmark;
    this.space = benchmark.space();
    this.python = python;
    this.configuration = configuration;
    this.listener = listener;
    this.streams = new RandomStreams(configuration.seed());
    this.budget = new QueryBudget(benchmark.table(), configuration.dataset(), OptionalInt.empty());
    this.latency = new LatencyStudy(python, benchmark, budget, configuration);
  }

  /** A finished run. */
  public record Finished(RunResult result, Predictions predictions) {}

  /**
   * Runs it, from where {@code checkpoints} left off.
   *
   * @throws org.narq2t.python.PythonFailure if training fails or is cancelled
   * @throws java.io.UncheckedIOException if a checkpoint cannot be written
   */
  public Finished run(Checkpoints checkpoints) {
    return run("", checkpoints, ranker -> train(ranker, checkpoints));
  }

  /**
   * Runs it with the ranker of an earlier run. The result counts its look-ups and its training as
   * its own: they were needed.
   *
   * @throws IllegalArgumentException if this run would have trained another ranker
   */
  public Finished runWith(TrainedRanker trained, Checkpoints checkpoints) {
    trained.requireFor(configuration, benchmark.table().provenance());
    return run(
        trained.run(),
        checkpoints,
        ranker -> {
          ranker.load(trained.model());
          RunResult result = trained.result();
          spend(Stage.TRAIN, result.seconds(Stage.TRAIN));
          return new RankerTraining.Progress(result.epochs(), result.statistics());
        });
  }

  private Finished run(
      String trainedBy,
      Checkpoints checkpoints,
      Function<TorchRanker, RankerTraining.Progress> training) {
    PythonRuntime.CallStatistics before = python.statistics();
    Consumer<JsonNode> batches = this::batch;
    python.listen(batches);
    try (TorchRanker ranker = timed(Stage.LOAD, 0, 0, this::prepare)) {
      RankerTraining.Progress trained = training.apply(ranker);
      if (latency.learns()) {
        timed(Stage.EVALUATE, 0, 0, () -> latencyHead(ranker));
      }
      search(ranker, trained.statistics(), checkpoints);
      Predictions predictions = timed(Stage.EVALUATE, 0, 0, () -> judge(ranker));
      Evaluation evaluation =
          Evaluation.of(
              benchmark, budget, configuration, predictions, iterations, latency::keepsLimits);
      RunResult result =
          new RunResult(
              configuration,
              benchmark.table().provenance(),
              new RunResult.Known(space.size(), benchmark.wholeSize()),
              new RunResult.Model(
                  ranker.device(), ranker.threads(), ranker.parameters(), trainedBy),
              trained.epochs(),
              trained.bestEpoch(),
              trained.statistics(),
              List.copyOf(iterations),
              evaluation.queries(),
              evaluation.reports(),
              evaluation.ranking(),
              latency.reports(ranker, iterations, evaluation.reports()),
              latency.limited(iterations),
              stages,
              spent(before));
      listener.accept(new RunEvent.Finished(result));
      return new Finished(result, predictions);
    } finally {
      python.stopListening(batches);
    }
  }

  private <T> T timed(Stage stage, int steps, int done, Supplier<T> work) {
    listener.accept(new StageStarted(stage, steps, done));
    long start = System.nanoTime();
    T result = work.get();
    spend(stage, (System.nanoTime() - start) * 1e-9);
    return result;
  }

  /** Adds to the time of a stage, which can be entered more than once. */
  private void spend(Stage stage, double seconds) {
    double before =
        stages.stream().filter(t -> t.stage() == stage).mapToDouble(StageTime::seconds).sum();
    stages.removeIf(time -> time.stage() == stage);
    stages.add(new StageTime(stage, before + seconds));
  }

  private void batch(JsonNode event) {
    if (event.path("kind").asText().equals("batch")) {
      listener.accept(
          new BatchTrained(
              event.get("epoch").asInt(),
              event.get("batch").asInt(),
              event.get("loss").asDouble()));
    }
  }

  /** Algorithm 2: look up the training and validation sets, divide each into tiers. */
  private TorchRanker prepare() {
    int train = configuration.split().train();
    int[] order = order();
    TrainingSet training = look(Arrays.copyOf(order, train), Purpose.TRAINING);
    TrainingSet validation =
        look(
            Arrays.copyOfRange(order, train, train + configuration.split().validation()),
            Purpose.TIER_VALIDATION);
    latency.fitBaselines(training);
    return new ModelFactory(space, configuration, streams).open(python, training, validation);
  }

  private Void latencyHead(TorchRanker ranker) {
    latency.addOwnHead(ranker.validation(), () -> wholeSpace(ranker));
    return null;
  }

  private TrainingSet look(int[] architectures, Purpose purpose) {
    double[] accuracies = budget.accuracies(architectures, Split.VALIDATION, purpose);
    return new TrainingSet(
        architectures,
        accuracies,
        Tiers.divide(accuracies, configuration.tiers()),
        latency.learnt(architectures));
  }

  /** Algorithm 3, with a checkpoint after every epoch. */
  private RankerTraining.Progress train(TorchRanker ranker, Checkpoints checkpoints) {
    RankerTraining training = new RankerTraining(space, configuration, streams, listener);
    Checkpoints.Training begun = checkpoints.training(provenance()).orElse(Checkpoints.NOTHING);
    begun.model().ifPresent(ranker::load);
    spend(Stage.TRAIN, begun.seconds());
    if (begun.complete()) {
      return begun.progress();
    }
    long start = System.nanoTime();
    Supplier<Double> seconds = () -> begun.seconds() + (System.nanoTime() - start) * 1e-9;
    RankerTraining.Progress trained =
        timed(
            Stage.TRAIN,
            training.steps(),
            training.stepsOf(begun.progress()),
            () ->
                training.train(
                    ranker,
                    begun.progress(),
                    p -> checkpoints.save(provenance(), p, seconds.get(), ranker)));
    checkpoints.saveTrained(provenance(), trained, seconds.get(), ranker);
    return trained;
  }

  /** Algorithm 4, with a checkpoint after every iteration. */
  private void search(
      TorchRanker ranker, List<BatchStatistics> statistics, Checkpoints checkpoints) {
    Optional<Checkpoints.Search> begun = checkpoints.search(provenance());
    begun.ifPresent(
        search -> {
          budget.restore(search.queries());
          iterations.addAll(search.iterations());
          spend(Stage.SEARCH, search.seconds());
        });
    double before = begun.map(Checkpoints.Search::seconds).orElse(0.0);
    long start = System.nanoTime();
    ArchitectureSampler sampler =
        new ArchitectureSampler(
            space,
            configuration.dataset(),
            configuration.search().sampling(configuration.statistics().divergence()),
            latency.feasible());
    ArchitectureSearch search =
        new ArchitectureSearch(sampler, ranker, budget, configuration.search().loop(), streams);
    Consumer<SearchIteration> keep =
        iteration -> {
          Iteration summary = IterationSummary.of(iteration);
          iterations.add(summary);
          checkpoints.save(
              new Checkpoints.Search(
                  provenance().sha256(),
                  iterations,
                  budget.records(),
                  before + (System.nanoTime() - start) * 1e-9));
          listener.accept(new RunEvent.IterationFinished(summary));
        };
    timed(
        Stage.SEARCH,
        configuration.search().iterations(),
        iterations.size(),
        () -> search.runFrom(iterations.size(), statistics, keep));
  }

  private Provenance provenance() {
    return benchmark.table().provenance();
  }

  /** Scores what the ranking is judged on: the next ones of the split, or all. */
  private Predictions judge(TorchRanker ranker) {
    int heldOut = configuration.evaluation().heldOut();
    int first = configuration.split().train() + configuration.split().validation();
    if (heldOut == 0) {
      return new Predictions(IntStream.range(0, space.size()).toArray(), wholeSpace(ranker));
    }
    int[] architectures =
        Arrays.copyOfRange(order(), first, Math.min(space.size(), first + heldOut));
    return new Predictions(architectures, ranker.score(architectures));
  }

  /** Scores all architectures, once. */
  private Scores wholeSpace(TorchRanker ranker) {
    if (wholeSpace == null) {
      wholeSpace = ranker.score(IntStream.range(0, space.size()).toArray());
    }
    return wholeSpace;
  }

  private int[] order() {
    return TorchPermutation.of(space.size(), configuration.seed());
  }

  private RunResult.Bridge spent(PythonRuntime.CallStatistics before) {
    PythonRuntime.CallStatistics now = python.statistics();
    return new RunResult.Bridge(
        now.calls() - before.calls(),
        now.seconds() - before.seconds(),
        now.overheadSeconds() - before.overheadSeconds());
  }
}
