package org.narq2t.run;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.evaluation.LatencyQuality;
import org.narq2t.python.BufferPool;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.python.PythonRuntime;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.SpaceModule;
import org.narq2t.space.Task;
import org.narq2t.space.TorchPermutation;

/** What the table tells of a device, without training a ranker. Of the standard space. */
@ApplicationScoped
public class DeviceStudy {
  /** The steps that a listener hears of. */
  public static final int STEPS = 3;

  private static final int FEWEST = 4; // that can be cross-validated

  @Inject Benchmarks benchmarks;
  @Inject EmbeddedPython python;

  /**
   * A device.
   *
   * @param known architectures whose latency was measured on it
   */
  public record Device(
      String name, String dataset, int known, double fastestMs, double medianMs, double slowestMs) {

    static Device of(BenchmarkTable table, Task dataset, String name) {
      double[] known =
          Arrays.stream(measured(table, dataset, name))
              .filter(ms -> !Double.isNaN(ms))
              .sorted()
              .toArray();
      return known.length == 0
          ? new Device(name, dataset.key(), 0, Double.NaN, Double.NaN, Double.NaN)
          : new Device(
              name,
              dataset.key(),
              known.length,
              known[0],
              known[known.length / 2],
              known[known.length - 1]);
    }
  }

  /**
   * A baseline predictor.
   *
   * @param expected by cross-validation on the samples
   * @param heldOut on all other measured architectures
   */
  public record Predictor(String name, LatencyQuality expected, LatencyQuality heldOut) {}

  /**
   * The noise of a measurement, estimated from those of two data sets.
   *
   * @param with the other data set
   * @param floorMs an RMSE
   */
  public record Noise(String with, double floorMs, int pairs) {}

  /**
   * How well the device is learnt from few measurements: means over repetitions.
   *
   * @param chosen {@code random}, or {@code spread} over operators and places
   * @param transfer whether the helpers' latencies were used
   */
  public record FewSamples(
      int samples,
      String chosen,
      boolean transfer,
      double rmseMs,
      double within10Percent,
      double spearman) {}

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
      List<Noise> noise,
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
    double[] latencies = measured(benchmark.table(), dataset, name);
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
    List<Noise> noise = noise(benchmark.table(), dataset, name);
    listener.accept("few samples");
    List<String> others =
        benchmark.table().devices(dataset).stream().filter(other -> !other.equals(name)).toList();
    JsonNode few = fewSamples(benchmark, dataset, latencies, others, seed);
    return new Study(
        benchmark.table().provenance().kind(),
        device,
        count,
        seed,
        predictors,
        prediction.recommended().name(),
        noise,
        list(few.get("learned"), DeviceStudy::learned),
        list(few.get("others"), row -> others.get(row.asInt())));
  }

  /** Only the classifiers of CIFAR-10 and CIFAR-100 differ: each cell was measured twice. */
  private List<Noise> noise(BenchmarkTable table, Task dataset, String device) {
    Task other = dataset == Task.CIFAR10 ? Task.CIFAR100 : Task.CIFAR10;
    if (dataset == Task.IMAGENET16 || !table.devices(other).contains(device)) {
      return List.of();
    }
    double[] second = measured(table, dataset, device);
    double[] first = measured(table, other, device);
    long both =
        IntStream.range(0, first.length)
            .filter(a -> !Double.isNaN(first[a]) && !Double.isNaN(second[a]))
            .count();
    if (both < 3) {
      return List.of();
    }
    PythonRuntime runtime = python.runtime();
    try (BufferPool.Lease one = runtime.buffers().floats(first.length);
        BufferPool.Lease two = runtime.buffers().floats(second.length)) {
      JsonNode floor =
          runtime.call(
              "latency_noise_floor", Map.of(), one.array().fill(first), two.array().fill(second));
      return List.of(
          new Noise(other.key(), floor.get("floor_ms").asDouble(), floor.get("pairs").asInt()));
    }
  }

  private JsonNode fewSamples(
      Benchmark benchmark, Task dataset, double[] latencies, List<String> others, long seed) {
    SearchSpace space = benchmark.space();
    int size = space.size();
    int places = space.operatorsByPlace(0).length;
    double[] helpers =
        others.stream()
            .flatMapToDouble(other -> Arrays.stream(measured(benchmark.table(), dataset, other)))
            .toArray();
    int[] operators = LatencyPrediction.codes(space, IntStream.range(0, size).toArray());
    PythonRuntime runtime = python.runtime();
    try (BufferPool.Lease codes = runtime.buffers().ints(size, places);
        BufferPool.Lease latency = runtime.buffers().floats(size);
        BufferPool.Lease transfer = runtime.buffers().floats(others.size(), size)) {
      return runtime.call(
          "latency_few_samples",
          Map.of("operators", space.operatorKinds().size(), "seed", seed),
          codes.array().fill(operators),
          latency.array().fill(latencies),
          transfer.array().fill(helpers));
    }
  }

  private static FewSamples learned(JsonNode row) {
    return new FewSamples(
        row.get("samples").asInt(),
        row.get("chosen").asText(),
        row.get("transfer").asBoolean(),
        row.get("rmse_ms").asDouble(),
        row.get("within_10_percent").asDouble(),
        row.get("spearman").asDouble(Double.NaN));
  }

  private static <T> List<T> list(JsonNode array, java.util.function.Function<JsonNode, T> each) {
    return StreamSupport.stream(array.spliterator(), false).map(each).toList();
  }

  private static double[] measured(BenchmarkTable table, Task dataset, String device) {
    return IntStream.range(0, table.size())
        .mapToDouble(a -> table.latencyMs(a, dataset, device))
        .toArray();
  }
}
