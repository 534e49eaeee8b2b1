package org.narq2t.latency;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.python.BufferPool;
import org.narq2t.python.PythonRuntime;
import org.narq2t.space.Task;

/**
 * The noise of a measurement, estimated from those of two data sets.
 *
 * @param with the other data set
 * @param floorMs an RMSE
 */
public record LatencyNoise(String with, double floorMs, int pairs) {

  /**
   * That of a device; none if the table has no second measurement. Only the classifiers of CIFAR-10
   * and CIFAR-100 differ: each cell was measured twice.
   */
  public static List<LatencyNoise> of(
      PythonRuntime runtime, BenchmarkTable table, Task dataset, String device) {
    Task other = dataset == Task.CIFAR10 ? Task.CIFAR100 : Task.CIFAR10;
    if (dataset == Task.IMAGENET16 || !table.devices(other).contains(device)) {
      return List.of();
    }
    double[] second = Device.measured(table, dataset, device);
    double[] first = Device.measured(table, other, device);
    long both =
        IntStream.range(0, first.length)
            .filter(a -> !Double.isNaN(first[a]) && !Double.isNaN(second[a]))
            .count();
    if (both < 3) {
      return List.of();
    }
    try (BufferPool.Lease one = runtime.buffers().floats(first.length);
        BufferPool.Lease two = runtime.buffers().floats(second.length)) {
      JsonNode floor =
          runtime.call(
              "latency_noise_floor", Map.of(), one.array().fill(first), two.array().fill(second));
      return List.of(
          new LatencyNoise(
              other.key(), floor.get("floor_ms").asDouble(), floor.get("pairs").asInt()));
    }
  }
}
