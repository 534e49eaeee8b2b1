package org.narq2t.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.constraint.LimitSettings;
import org.narq2t.evaluation.Protocol;
import org.narq2t.latency.LatencyResult;
import org.narq2t.latency.LatencyResult.PredictedLatency;
import org.narq2t.ledger.Split;
import org.narq2t.limits.DeviceLimits;

/**
 * The cells that a run found, with what they cost: latency as the recommended predictor saw it, and
 * as it was measured.
 */
@ApplicationScoped
public class FoundCells {
  private final Benchmarks benchmarks;

  FoundCells(Benchmarks benchmarks) {
    this.benchmarks = benchmarks;
  }

  /**
   * Finds them; nothing for a run without latencies and limits, or on another table than is open
   * now.
   *
   * @throws UncheckedIOException if the table cannot be read
   */
  public Optional<CellsOnDevice> of(Experiment.Finished run) {
    RunResult result = run.result();
    RunConfiguration configuration = result.configuration();
    if (result.latencies().isEmpty() && result.limited().isEmpty()) {
      return Optional.empty();
    }
    Benchmark benchmark = open(configuration);
    boolean sameTable =
        benchmark.table().provenance().identity().equals(result.table().identity())
            && benchmark
                .table()
                .devices(configuration.dataset())
                .contains(configuration.limits().device());
    return sameTable ? Optional.of(of(result, benchmark)) : Optional.empty();
  }

  private Benchmark open(RunConfiguration configuration) {
    try {
      return benchmarks.open(configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CellsOnDevice of(RunResult result, Benchmark benchmark) {
    LimitSettings limits = result.configuration().limits();
    Optional<LatencyResult> latency = result.latencies().stream().findFirst();
    Map<Integer, Double> predicted =
        latency.stream()
            .flatMap(l -> l.predicted().stream())
            .collect(Collectors.toMap(PredictedLatency::architecture, PredictedLatency::latencyMs));
    Cells cells = Cells.of(benchmark, result.configuration(), predicted);
    Map<Protocol, FoundCell> reported = new EnumMap<>(Protocol.class);
    result
        .reports()
        .forEach(
            report ->
                reported.put(
                    report.protocol(),
                    cells.cell(report.outcome().architecture(), report.reported())));
    DeviceLimits truth =
        new DeviceLimits(
            limits, benchmark.space(), benchmark.known(), result.configuration().dataset());
    Split split = benchmark.reported(result.configuration().dataset());
    List<FoundCell> violations =
        Arrays.stream(result.distinctCandidates())
            .mapToObj(a -> cells.cell(a, split))
            .filter(cell -> !truth.keeps(cell.architecture(), cell.measuredMs(), cell.energyMj()))
            .toList();
    return new CellsOnDevice(
        result.configuration().limits().device(),
        latency.map(LatencyResult::recommended).orElse(""),
        latency.map(l -> l.best().expected().error().rmseMs()).orElse(Double.NaN),
        reported,
        violations);
  }

  /** Makes cells of architectures. */
  private record Cells(
      Benchmark benchmark,
      RunConfiguration configuration,
      Map<Integer, Double> predicted,
      long[] flops,
      long[] parameters) {

    static Cells of(
        Benchmark benchmark, RunConfiguration configuration, Map<Integer, Double> predicted) {
      return new Cells(
          benchmark,
          configuration,
          predicted,
          benchmark.space().totalFlops(configuration.dataset()),
          benchmark.space().totalParameters(configuration.dataset()));
    }

    FoundCell cell(int architecture, Split reported) {
      return new FoundCell(
          architecture,
          benchmark.space().describe(architecture),
          benchmark.table().accuracy(architecture, configuration.dataset(), reported),
          predicted.getOrDefault(architecture, Double.NaN),
          benchmark
              .table()
              .latencyMs(architecture, configuration.dataset(), configuration.limits().device()),
          benchmark
              .table()
              .energyMj(architecture, configuration.dataset(), configuration.limits().device()),
          flops[architecture],
          parameters[architecture]);
    }
  }
}
