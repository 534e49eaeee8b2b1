package org.narq2t.latency;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.python.BufferPool;
import org.narq2t.python.PythonRuntime;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * How well a device is learnt from few measurements, with the latencies of others and without.
 *
 * @param helpers the others whose latencies were transferred
 */
public record TransferStudy(List<FewSamples> learned, List<String> helpers) {

  /**
   * Learns a device from few measurements, several times.
   *
   * @param latencies in ms by architecture, NaN where it was not measured
   * @param others devices whose latencies of the same data set can be transferred
   */
  public static TransferStudy of(
      PythonRuntime runtime,
      Benchmark benchmark,
      Task dataset,
      double[] latencies,
      List<String> others,
      long seed) {
    SearchSpace space = benchmark.space();
    int size = space.size();
    int places = space.operatorsByPlace(0).length;
    double[] helpers =
        others.stream()
            .flatMapToDouble(
                other -> Arrays.stream(Device.measured(benchmark.table(), dataset, other)))
            .toArray();
    int[] operators = LatencyPrediction.codes(space, IntStream.range(0, size).toArray());
    try (BufferPool.Lease codes = runtime.buffers().ints(size, places);
        BufferPool.Lease latency = runtime.buffers().floats(size);
        BufferPool.Lease transfer = runtime.buffers().floats(others.size(), size)) {
      JsonNode few =
          runtime.call(
              "latency_few_samples",
              Map.of("operators", space.operatorKinds().size(), "seed", seed),
              codes.array().fill(operators),
              latency.array().fill(latencies),
              transfer.array().fill(helpers));
      return new TransferStudy(
          list(few.get("learned"), TransferStudy::learned),
          list(few.get("others"), row -> others.get(row.asInt())));
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

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> each) {
    return StreamSupport.stream(array.spliterator(), false).map(each).toList();
  }
}
