package org.narq2t.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.evaluation.LatencyQuality;
import org.narq2t.latency.Device;
import org.narq2t.latency.FewSamples;
import org.narq2t.latency.LatencyNoise;
import org.narq2t.latency.LatencyPrediction;
import org.narq2t.latency.LatencyReports;
import org.narq2t.latency.TransferStudy;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.space.SpaceModule;
import org.narq2t.space.Task;
import org.narq2t.space.TorchPermutation;

/**
 * The latencies of a device in the table, studied without training a ranker. Of the standard space.
 */
@ApplicationScoped
public class DeviceStudy {
  /** The steps that a listener hears of. */
  public static final int STEPS = 3;

  private static final int FEWEST = 4; // that can be cross-validated

  private final Benchmarks benchmarks;
  private final EmbeddedPython python;

  DeviceStudy(Benchmarks benchmarks, EmbeddedPython python) {
    this.benchmarks = benchmarks;
    this.python = python;
  }

  /**
   * A baseline predictor.
   *
   * @param expected by cross-validation on the samples
   * @param heldOut on all other measured architectures
   */
  public record Predictor(String name, LatencyQuality expected, LatencyQuality heldOut) {}

  /**
   * A study.
   *
   * @param samples measured architectures that the predictors learnt from
   * @param recommended the one with the lowest expected RMSE
   * @param noise none if the table has no second measurement
   * @param helpers other devices whose latencies of the same data set were transferred
   */
  public record Study(
      String table,
      Device device,
      int samples,
      long seed,
      List<Predictor> predictors,
      String recommended,
      List<LatencyNoise> noise,
      List<FewSamples> fewSamples,
      List<String> helpers) {}

  /** All devices of the standard space, data set by data set. */
  public List<Device> devices() throws IOException {
    return devices(Spaces.standard());
  }

  /** All devices of a space, data set by data set. */
  public List<Device> devices(SpaceModule space) throws IOException {
    BenchmarkTable table = benchmarks.table(space.name());
    return space.tasks().stream()
        .flatMap(
            dataset -> table.devices(dataset).stream().map(name -> Device.of(table, dataset, name)))
        .toList();
  }

  /**
   * Studies one.
   *
   * @param samples to learn from; empty for 1,000, or all if fewer were measured
   * @param seed of the choice of samples
   * @param listener told of each of the {@link #STEPS} as it begins
   * @throws IllegalArgumentException if there is no such device, samples are too few or too many,
   *     or the seed is negative
   */
  public Study study(
      Task dataset, String name, OptionalInt samples, long seed, Consumer<String> listener)
      throws IOException {
    if (seed < 0) {
      throw new IllegalArgumentException("the seed must be 0 or more, not " + seed);
    }
    Benchmark benchmark = benchmarks.open(Spaces.standard().name(), dataset);
    benchmark.table().requireDevice(dataset, name);
    Device device = Device.of(benchmark.table(), dataset, name);
    int count = samples.orElse(Math.min(1_000, device.known()));
    if (count < FEWEST || count > device.known()) {
      throw new IllegalArgumentException(
          "%d samples cannot be studied: %d architectures were measured on %s, and %d are needed"
              .formatted(count, device.known(), name, FEWEST));
    }
    double[] latencies = Device.measured(benchmark.table(), dataset, name);
    int[] known =
        Arrays.stream(TorchPermutation.of(latencies.length, seed))
            .filter(a -> !Double.isNaN(latencies[a]))
            .toArray();
    listener.accept("predictors");
    LatencyPrediction prediction =
        LatencyPrediction.fit(
            python.runtime(),
            benchmark.space(),
            dataset,
            Arrays.copyOf(known, count),
            Arrays.stream(known).limit(count).mapToDouble(a -> latencies[a]).toArray(),
            name);
    int[] heldOut = Arrays.copyOfRange(known, count, known.length);
    List<Predictor> predictors =
        prediction.predictors().stream()
            .map(
                p ->
                    new Predictor(
                        p.name(),
                        p.expected(),
                        LatencyReports.quality(p.latencyMs(), heldOut, a -> latencies[a])))
            .toList();
    listener.accept("noise");
    List<LatencyNoise> noise = LatencyNoise.of(python.runtime(), benchmark.table(), dataset, name);
    listener.accept("few samples");
    List<String> others =
        benchmark.table().devices(dataset).stream().filter(other -> !other.equals(name)).toList();
    TransferStudy few =
        TransferStudy.of(python.runtime(), benchmark, dataset, latencies, others, seed);
    return new Study(
        benchmark.table().provenance().kind(),
        device,
        count,
        seed,
        predictors,
        prediction.recommended().name(),
        noise,
        few.learned(),
        few.helpers());
  }
}
