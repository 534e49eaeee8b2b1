package org.narq2t.experiment;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.experiment.LatencyPrediction.Predictor;
import org.narq2t.experiment.RunResult.Latency;
import org.narq2t.experiment.RunResult.LatencyPredictor;
import org.narq2t.experiment.Scoring.Answer;
import org.narq2t.experiment.Scoring.LatencySource;
import org.narq2t.experiment.config.RunConfiguration;
import org.narq2t.predictor.Scores;
import org.narq2t.python.PythonRuntime;
import org.narq2t.python.TorchRanker;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.RestrictedSpace;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.TorchPermutation;

/** The ranker of a finished run, in Python's memory, with its predictor of latency. */
final class OpenedRanker implements Scoring.Names, AutoCloseable {
  private final RunFolder run;
  private final Benchmark benchmark;
  private final TorchRanker ranker;
  private final Optional<LatencySource> source;
  private final LatencyOf latency;

  /** Latencies in ms of architectures, given what the ranker says of them. */
  private interface LatencyOf {
    float[] of(int[] whole, Scores scores);
  }

  private OpenedRanker(
      RunFolder run,
      Benchmark benchmark,
      TorchRanker ranker,
      Optional<LatencySource> source,
      LatencyOf latency) {
    this.run = run;
    this.benchmark = benchmark;
    this.ranker = ranker;
    this.source = source;
    this.latency = latency;
  }

  static OpenedRanker open(PythonRuntime python, Benchmarks benchmarks, Scoring.Request request)
      throws IOException {
    TrainedRanker trained = TrainedRanker.of(request.ranker());
    RunResult result = request.run().result();
    RunConfiguration configuration = result.configuration();
    Benchmark benchmark = benchmarks.open(configuration.space(), configuration.dataset());
    requireTable(request.run(), result, benchmark);
    SearchSpace whole = benchmark.wholeSpace();
    ModelFactory factory =
        new ModelFactory(benchmark.space(), configuration, new RandomStreams(configuration.seed()));
    TorchRanker ranker = factory.scorer(python, whole);
    try {
      ranker.load(trained.model());
      Optional<Latency> learnt = result.latencies().stream().findFirst();
      return new OpenedRanker(
          request.run(),
          benchmark,
          ranker,
          learnt.map(
              l ->
                  new LatencySource(
                      l.device(), l.recommended(), l.best().expected().error().rmseMs())),
          learnt.map(l -> latency(python, benchmark, configuration, l)).orElse((a, s) -> NONE));
    } catch (RuntimeException e) {
      ranker.close();
      throw e;
    }
  }

  private static final float[] NONE = new float[0];

  /** The numbers of a run, and the latencies that it learnt, are those of its table. */
  private static void requireTable(RunFolder run, RunResult result, Benchmark benchmark) {
    if (!benchmark.table().provenance().sha256().equals(result.table().sha256())) {
      throw new IllegalArgumentException(
          "Run %s was done on another table (%s) than there is now (%s)"
              .formatted(
                  run.path().getFileName(),
                  result.table().source(),
                  benchmark.table().provenance().source()));
    }
  }

  /** The recommended predictor: the ranker's head, or one that is fitted again, which is quick. */
  private static LatencyOf latency(
      PythonRuntime python, Benchmark benchmark, RunConfiguration configuration, Latency learnt) {
    SearchSpace space = benchmark.space();
    int[] own =
        Arrays.copyOf(
            TorchPermutation.of(space.size(), configuration.seed()), configuration.split().train());
    double[] measured =
        Arrays.stream(own)
            .mapToDouble(
                a -> benchmark.table().latencyMs(a, configuration.dataset(), learnt.device()))
            .toArray();
    if (learnt.recommended().equals(LatencyPredictor.HEAD)) {
      float fastest = (float) LatencyPrediction.fastest(measured);
      return (whole, scores) -> LatencyPrediction.atLeast(fastest, scores.latencyMs().clone());
    }
    Predictor fitted =
        LatencyPrediction.fit(
                python,
                benchmark.wholeSpace(),
                configuration.dataset(),
                whole(space, own),
                measured,
                learnt.device())
            .predictors()
            .stream()
            .filter(p -> p.name().equals(learnt.recommended()))
            .findFirst()
            .orElseThrow();
    return (whole, scores) -> {
      float[] ms = new float[whole.length];
      for (int i = 0; i < ms.length; i++) {
        ms[i] = fitted.latencyMs()[whole[i]];
      }
      return ms;
    };
  }

  private static int[] whole(SearchSpace space, int[] architectures) {
    if (!(space instanceof RestrictedSpace restricted)) {
      return architectures;
    }
    int[] members = restricted.members();
    return Arrays.stream(architectures).map(a -> members[a]).toArray();
  }

  boolean isOf(RunFolder folder) {
    return run.equals(folder);
  }

  @Override
  public SearchSpace space() {
    return benchmark.wholeSpace();
  }

  @Override
  public int ofRun(int index) {
    int size = benchmark.space().size();
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "there is no architecture %d; allowed: 0 to %d".formatted(index, size - 1));
    }
    return whole(benchmark.space(), new int[] {index})[0];
  }

  Answer score(int[] whole) {
    Scores scores = ranker.score(whole);
    return new Answer(
        whole,
        Arrays.stream(whole).mapToObj(space()::describe).toArray(String[]::new),
        scores,
        source,
        latency.of(whole, scores));
  }

  @Override
  public void close() {
    ranker.close();
  }
}
