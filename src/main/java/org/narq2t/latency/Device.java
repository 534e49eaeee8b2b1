package org.narq2t.latency;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.space.Task;

/**
 * A device.
 *
 * @param known architectures whose latency was measured on it
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Device(
    String name, String dataset, int known, double fastestMs, double medianMs, double slowestMs) {

  public static Device of(BenchmarkTable table, Task dataset, String name) {
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

  /** The latency in ms of each architecture, NaN where it was not measured. */
  public static double[] measured(BenchmarkTable table, Task dataset, String device) {
    return IntStream.range(0, table.size())
        .mapToDouble(a -> table.latencyMs(a, dataset, device))
        .toArray();
  }
}
