package org.narq2t.study;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.configuration.Impossible;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Configurations;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.Spaces;
import org.narq2t.space.Task;
import org.narq2t.space.TorchPermutation;

/**
 * Plans searches of the standard space for one device: under one set of limits, or along a Pareto
 * front.
 */
@ApplicationScoped
public class DeviceSearch {
  private static final double[] QUANTILES = {0.9, 0.75, 0.5, 0.25, 0.1};
  private static final MathContext LEGIBLE = new MathContext(4);

  /**
   * No latency head: on what was measured a baseline predicts latency better, and the head costs
   * the ranking (docs/results.md). With {@code --set training.lambda_latency=7} the paper's takes
   * part in the choice of the predictor.
   */
  private static final String LAMBDA = "predictor.training.lambda_latency=0";

  private final Configurations configurations;
  private final Benchmarks benchmarks;

  DeviceSearch(Configurations configurations, Benchmarks benchmarks) {
    this.configurations = configurations;
    this.benchmarks = benchmarks;
  }

  /**
   * A request for a search.
   *
   * @param overrides {@code key=value} pairs over the configuration of the data set
   * @param lookUps at most this many trained accuracies; empty for as many as are configured
   */
  public record Request(
      Task dataset, String device, List<String> overrides, Optional<Integer> lookUps) {}

  /**
   * One run, under the limits of the request.
   *
   * @throws Impossible if nothing was measured on the device, or the look-ups are too few or more
   *     than there are architectures
   */
  public RunConfiguration one(Request request) throws IOException {
    RunConfiguration base = read(request, List.of());
    open(base);
    return read(request, share(request, base, 1).overrides(base));
  }

  /**
   * The runs that make a front, the loosest limit first: none, or that of the request, and then
   * quantiles (90, 75, 50, 25, 10 %) of the latencies measured in the training set, as far as they
   * are below it. The runs train the same ranker and share the look-ups of one.
   *
   * @throws IllegalArgumentException as for {@link #one}
   */
  public List<RunConfiguration> front(Request request) throws IOException {
    RunConfiguration base = read(request, List.of());
    Benchmark benchmark = open(base);
    int train = share(request, base, 1).train();
    double loosest = base.limits().maxLatencyMs();
    double[] limits =
        DoubleStream.concat(DoubleStream.of(loosest), quantiles(benchmark, base, train, loosest))
            .toArray();
    LookUps shares = share(request, base, limits.length);
    List<RunConfiguration> plan = new ArrayList<>();
    for (double limit : limits) {
      plan.add(
          read(
              request,
              Stream.concat(
                      shares.overrides(base).stream(), Stream.of("limits.max_latency_ms=" + limit))
                  .toList()));
    }
    return plan;
  }

  private LookUps share(Request request, RunConfiguration base, int searches) throws IOException {
    int size = benchmarks.space(base.space()).size();
    int lookUps = request.lookUps().orElse(base.lookUps());
    if (lookUps > size) {
      throw Impossible.because(
          "budget",
          "%d look-ups are more than the %d architectures that there are".formatted(lookUps, size));
    }
    return LookUps.share(base, lookUps, searches);
  }

  private Benchmark open(RunConfiguration configuration) throws IOException {
    Benchmark benchmark = benchmarks.open(configuration);
    requireKnown(configuration, benchmark);
    return benchmark;
  }

  /** Checks that the device of a run was measured. */
  void requireKnown(RunConfiguration configuration, Benchmark benchmark) {
    try {
      benchmark.table().requireDevice(configuration.dataset(), configuration.limits().device());
    } catch (IllegalArgumentException e) {
      throw Impossible.because("device", e.getMessage());
    }
  }

  private RunConfiguration read(Request request, List<String> own) {
    List<String> all = new ArrayList<>(List.of(LAMBDA));
    all.addAll(request.overrides());
    all.add("limits.device=" + request.device());
    all.addAll(own);
    return configurations.read(
        configurations.file(Spaces.standard().name(), request.dataset()), all);
  }

  /** Quantiles of what a run measures in order to train, descending and distinct. */
  private static DoubleStream quantiles(
      Benchmark benchmark, RunConfiguration configuration, int train, double below) {
    String device = configuration.limits().device();
    double[] measured =
        Arrays.stream(TorchPermutation.of(benchmark.space().size(), configuration.seed()))
            .limit(train)
            .mapToDouble(a -> benchmark.table().latencyMs(a, configuration.dataset(), device))
            .filter(ms -> !Double.isNaN(ms))
            .sorted()
            .toArray();
    if (measured.length == 0) {
      throw new IllegalArgumentException(
          "no architecture of the training set was measured on " + device);
    }
    return Arrays.stream(QUANTILES)
        .map(q -> measured[(int) Math.round(q * (measured.length - 1))])
        .map(ms -> new BigDecimal(ms).round(LEGIBLE).doubleValue())
        .filter(ms -> below == 0 || ms < below)
        .distinct();
  }
}
