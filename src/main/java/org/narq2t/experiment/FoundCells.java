package org.narq2t.experiment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.Split;
import org.narq2t.evaluation.Protocol;
import org.narq2t.experiment.LatencyPrediction.Predictor;
import org.narq2t.experiment.RunResult.Latency;
import org.narq2t.experiment.config.LimitSettings;
import org.narq2t.experiment.config.RunConfiguration;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.ranker.TrainingSet;
import org.narq2t.search.Candidate;
import org.narq2t.space.TorchPermutation;

/**
 * The cells that a run found, with what they cost: latency as the recommended predictor saw it, and
 * as it was measured.
 */
@ApplicationScoped
public class FoundCells {
  @Inject Benchmarks benchmarks;
  @Inject EmbeddedPython python;

  /**
   * A cell that was looked up.
   *
   * @param accuracy the one that is reported, %
   * @param predictedMs NaN if latency was not predicted, or the record does not keep it
   * @param measuredMs NaN if it was not measured
   */
  public record Cell(
      int architecture,
      String description,
      double accuracy,
      double predictedMs,
      double measuredMs,
      long flops,
      long parameters) {}

  /**
   * What was found.
   *
   * @param predictor that is recommended; empty if latency was not predicted
   * @param errorMs its expected root mean squared error
   * @param reported what each protocol reports
   * @param violations the distinct candidates that break a limit, or whose latency is unknown
   */
  public record Found(
      String device,
      String predictor,
      double errorMs,
      Map<Protocol, Cell> reported,
      List<Cell> violations) {}

  /**
   * Finds them; nothing for a run without latencies and limits, or on another table than is open
   * now.
   *
   * @throws UncheckedIOException if the table cannot be read
   */
  public Optional<Found> of(Experiment.Finished run) {
    RunResult result = run.result();
    RunConfiguration configuration = result.configuration();
    if (result.latencies().isEmpty() && result.limited().isEmpty()) {
      return Optional.empty();
    }
    Benchmark benchmark = open(configuration);
    boolean sameTable =
        benchmark.table().provenance().sha256().equals(result.table().sha256())
            && benchmark
                .table()
                .devices(configuration.dataset())
                .contains(configuration.training().latencyDevice());
    return sameTable ? Optional.of(of(run, benchmark)) : Optional.empty();
  }

  private Benchmark open(RunConfiguration configuration) {
    try {
      return benchmarks.open(configuration.space(), configuration.dataset());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Found of(Experiment.Finished run, Benchmark benchmark) {
    RunResult result = run.result();
    LimitSettings limits = result.configuration().search().limits();
    Optional<Latency> latency = result.latencies().stream().findFirst();
    float[] predicted = latency.map(l -> predicted(l, run, benchmark)).orElse(new float[0]);
    Cells cells = Cells.of(benchmark, result.configuration(), predicted);
    Map<Protocol, Cell> reported = new EnumMap<>(Protocol.class);
    result
        .reports()
        .forEach(
            report ->
                reported.put(
                    report.protocol(),
                    cells.cell(report.outcome().architecture(), report.reported())));
    DeviceLimits truth =
        new DeviceLimits(limits, benchmark.space(), result.configuration().dataset());
    Split split = benchmark.reported(result.configuration().dataset());
    List<Cell> violations =
        result.candidates().stream()
            .map(Candidate::architecture)
            .distinct()
            .map(a -> cells.cell(a, split))
            .filter(cell -> !truth.keeps(cell.architecture(), cell.measuredMs()))
            .toList();
    return new Found(
        result.configuration().training().latencyDevice(),
        latency.map(Latency::recommended).orElse(""),
        latency.map(FoundCells::expectedError).orElse(Double.NaN),
        reported,
        violations);
  }

  private static double expectedError(Latency latency) {
    return latency.predictors().stream()
        .filter(predictor -> predictor.name().equals(latency.recommended()))
        .mapToDouble(predictor -> predictor.expected().error().rmseMs())
        .findFirst()
        .orElseThrow();
  }

  /** By architecture: the head's from the record, a baseline's by fitting it again. */
  private float[] predicted(Latency latency, Experiment.Finished run, Benchmark benchmark) {
    if (latency.recommended().equals(LatencyPrediction.NEURAL)) {
      return ofHead(run, benchmark.space().size());
    }
    RunConfiguration configuration = run.result().configuration();
    int[] train =
        Arrays.copyOf(
            TorchPermutation.of(benchmark.space().size(), configuration.seed()),
            configuration.split().train());
    double[] measured =
        Arrays.stream(train)
            .mapToDouble(
                a -> benchmark.table().latencyMs(a, configuration.dataset(), latency.device()))
            .toArray();
    return LatencyPrediction.fit(
            python.runtime(),
            benchmark.space(),
            configuration.dataset(),
            new TrainingSet(train, new double[train.length], new int[train.length], measured),
            latency.device())
        .predictors()
        .stream()
        .filter(predictor -> predictor.name().equals(latency.recommended()))
        .map(Predictor::latencyMs)
        .findFirst()
        .orElse(new float[0]);
  }

  private static float[] ofHead(Experiment.Finished run, int size) {
    float[] predicted = new float[size];
    Arrays.fill(predicted, Float.NaN);
    Predictions predictions = run.predictions();
    if (predictions.scores().hasLatency()) {
      for (int i = 0; i < predictions.architectures().length; i++) {
        predicted[predictions.architectures()[i]] = predictions.scores().latencyMs()[i];
      }
    }
    run.result().candidates().forEach(c -> predicted[c.architecture()] = c.predictedLatencyMs());
    return predicted;
  }

  /** Makes cells of architectures. */
  private record Cells(
      Benchmark benchmark,
      RunConfiguration configuration,
      float[] predicted,
      long[] flops,
      long[] parameters) {

    static Cells of(Benchmark benchmark, RunConfiguration configuration, float[] predicted) {
      return new Cells(
          benchmark,
          configuration,
          predicted,
          benchmark.space().totalFlops(configuration.dataset()),
          benchmark.space().totalParameters(configuration.dataset()));
    }

    Cell cell(int architecture, Split reported) {
      return new Cell(
          architecture,
          benchmark.space().describe(architecture),
          benchmark.table().accuracy(architecture, configuration.dataset(), reported),
          predicted.length == 0 ? Double.NaN : predicted[architecture],
          benchmark
              .table()
              .latencyMs(
                  architecture, configuration.dataset(), configuration.training().latencyDevice()),
          flops[architecture],
          parameters[architecture]);
    }
  }
}
