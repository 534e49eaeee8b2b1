package org.narq2t.run;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.narq2t.latency.LatencyPrediction;
import org.narq2t.python.BufferPool;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.python.PythonRuntime;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/** Few cells of a space that tell the most of a device when they are measured. */
@ApplicationScoped
public class SpreadCells {
  private final Benchmarks benchmarks;
  private final EmbeddedPython python;

  SpreadCells(Benchmarks benchmarks, EmbeddedPython python) {
    this.benchmarks = benchmarks;
    this.python = python;
  }

  /**
   * Chooses so many, the most telling first where the space has operators at places: spread over
   * them. Elsewhere over the FLOPs, one of each stratum, from the cheapest to the dearest.
   *
   * @param space its name in configurations
   * @return as the networks of the space are written
   * @throws IllegalArgumentException if the space has fewer
   */
  public List<String> choose(String space, int count, long seed) throws IOException {
    SearchSpace cells = benchmarks.space(space);
    if (count < 1 || count > cells.size()) {
      throw new IllegalArgumentException(
          "%d cells cannot be chosen; allowed: 1 to %d".formatted(count, cells.size()));
    }
    boolean places = cells.operatorsByPlace(0).length > 0;
    IntStream chosen = places ? overPlaces(cells, count, seed) : overFlops(cells, count);
    return chosen.mapToObj(index -> cells.networkText(index)).toList();
  }

  private IntStream overPlaces(SearchSpace cells, int count, long seed) {
    int[] codes = LatencyPrediction.codes(cells, IntStream.range(0, cells.size()).toArray());
    PythonRuntime runtime = python.runtime();
    try (BufferPool.Lease all = runtime.buffers().ints(cells.size(), codes.length / cells.size())) {
      JsonNode rows =
          runtime.call(
              "latency_spread",
              Map.of("operators", cells.operatorKinds().size(), "count", count, "seed", seed),
              all.array().fill(codes));
      return StreamSupport.stream(rows.spliterator(), false).mapToInt(JsonNode::asInt);
    }
  }

  private static IntStream overFlops(SearchSpace cells, int count) {
    long[] flops = cells.totalFlops(Task.CIFAR10);
    int[] ordered =
        IntStream.range(0, flops.length)
            .boxed()
            .sorted(Comparator.comparingLong(index -> flops[index]))
            .mapToInt(Integer::intValue)
            .toArray();
    return IntStream.range(0, count)
        .map(stratum -> ordered[(int) ((2L * stratum + 1) * ordered.length / (2L * count))]);
  }
}
