package org.narq2t.python;

import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * {@code narq2t.latency.CostProcess} behind the bridge: what is believed of a cost of the cells of
 * a space that is measured on a device, from some measured ones.
 */
public final class CostProcess implements AutoCloseable {
  private final PythonRuntime python;
  private final int size;
  private final int session;

  /**
   * The belief about a cost, by architecture.
   *
   * @param mean of the logarithm of cost over limit
   * @param deviation of it, with the noise of a measurement
   */
  public record Belief(float[] mean, float[] deviation) {}

  /**
   * Hands the cells over, once.
   *
   * @throws IllegalArgumentException if cells of the space have no fixed places
   */
  public CostProcess(PythonRuntime python, SearchSpace space, Task dataset) {
    this.python = python;
    this.size = space.size();
    int places = space.operatorsByPlace(0).length;
    if (places == 0) {
      throw new IllegalArgumentException(
          "costs cannot be predicted on " + space.name() + ": its cells have no fixed places");
    }
    try (BufferPool.Lease codes = python.buffers().ints(size, places);
        BufferPool.Lease live = python.buffers().ints(size, places);
        BufferPool.Lease flops = python.buffers().floats(size)) {
      this.session =
          python
              .call(
                  "open_costs",
                  Map.of("operators", space.operatorKinds().size()),
                  codes.array().fill(all(space::operatorsByPlace)),
                  live.array().fill(all(space::liveOperators)),
                  flops
                      .array()
                      .fill(
                          IntStream.range(0, size)
                              .mapToDouble(a -> space.flops(a, dataset))
                              .toArray()))
              .get("session")
              .asInt();
    }
  }

  private int[] all(IntFunction<int[]> codes) {
    return IntStream.range(0, size).mapToObj(codes).flatMapToInt(IntStream::of).toArray();
  }

  /**
   * Learns some costs, and says what it believes of all.
   *
   * @param measured architectures
   * @param costs of each, NaN unknown; at least two are known
   * @param limit in the same unit, above 0
   */
  public Belief believe(int[] measured, double[] costs, double limit) {
    try (BufferPool.Lease rows = python.buffers().ints(measured.length);
        BufferPool.Lease values = python.buffers().floats(measured.length);
        BufferPool.Lease means = python.buffers().floats(size);
        BufferPool.Lease deviations = python.buffers().floats(size)) {
      python.call(
          "believe_costs",
          Map.of("session", session, "limit", limit),
          rows.array().fill(measured),
          values.array().fill(costs),
          means.array(),
          deviations.array());
      return new Belief(means.array().toFloats(), deviations.array().toFloats());
    }
  }

  @Override
  public void close() {
    python.call("close_costs", Map.of("session", session));
  }
}
