package org.narq2t.run;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.evaluator.Cluster;
import org.narq2t.latency.LatencyResult;
import org.narq2t.predictor.Scorer;
import org.narq2t.predictor.Scores;
import org.narq2t.python.PythonRuntime;
import org.narq2t.run.Scoring.Answer;
import org.narq2t.run.Scoring.LatencySource;
import org.narq2t.space.Members;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.SearchSpace;

/** The predictor of a finished run, in Python's memory, with its predictor of latency. */
final class OpenedRanker implements Scoring.Names, AutoCloseable {
  private final RunFolder run;
  private final Benchmark benchmark;
  private final Scorer ranker;
  private final Optional<LatencySource> source;
  private final LearntLatency latency;

  private OpenedRanker(
      RunFolder run,
      Benchmark benchmark,
      Scorer ranker,
      Optional<LatencySource> source,
      LearntLatency latency) {
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
    Benchmark benchmark = benchmarks.open(configuration);
    requireTable(request.run(), result, benchmark);
    Scorer ranker =
        Components.scorer(
            new RunContext(
                python,
                benchmark,
                configuration,
                request.run().path(),
                new RandomStreams(configuration.seed()),
                Cluster.NONE));
    try {
      ranker.load(trained.model());
      Optional<LatencyResult> learnt = result.latencies().stream().findFirst();
      return new OpenedRanker(
          request.run(),
          benchmark,
          ranker,
          learnt.map(
              l ->
                  new LatencySource(
                      l.device(), l.recommended(), l.best().expected().error().rmseMs())),
          learnt
              .map(l -> LearntLatency.of(python, benchmark, result, l))
              .orElse(LearntLatency.NONE));
    } catch (RuntimeException e) {
      ranker.close();
      throw e;
    }
  }

  /** The numbers of a run, and the latencies that it learnt, are those of its table. */
  private static void requireTable(RunFolder run, RunResult result, Benchmark benchmark) {
    if (!benchmark.table().provenance().identity().equals(result.table().identity())) {
      throw new IllegalArgumentException(
          "Run %s used another table (%s) than the one that is there now (%s)"
              .formatted(
                  run.path().getFileName(),
                  result.table().source(),
                  benchmark.table().provenance().source()));
    }
  }

  boolean isOf(RunFolder folder) {
    return run.equals(folder);
  }

  @Override
  public SearchSpace space() {
    return benchmark.space();
  }

  @Override
  public int ofRun(int index) {
    int size = benchmark.space().size();
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "there is no architecture %d; allowed: 0 to %d".formatted(index, size - 1));
    }
    return index;
  }

  @Override
  public int[] all() {
    return ranker
        .known()
        .map(Members::toArray)
        .orElseGet(() -> IntStream.range(0, benchmark.space().size()).toArray());
  }

  Answer score(int[] whole) {
    ranker.known().ifPresent(known -> requireKnown(whole, known));
    Scores scores = ranker.score(whole);
    return new Answer(
        whole,
        Arrays.stream(whole).mapToObj(space()::describe).toArray(String[]::new),
        scores,
        source,
        latency.of(whole, scores));
  }

  private void requireKnown(int[] whole, Members known) {
    for (int architecture : whole) {
      if (!known.contains(architecture)) {
        throw new IllegalArgumentException(
            "Run %s was trained on the %d architectures of its table, and %s is not one of them"
                .formatted(run.path().getFileName(), known.size(), space().describe(architecture)));
      }
    }
  }

  @Override
  public void close() {
    ranker.close();
  }
}
