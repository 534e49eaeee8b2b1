package org.narq2t.report;

import java.util.Set;
import java.util.stream.IntStream;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.constraint.LimitSettings;
import org.narq2t.space.Task;

/** What is measured of a device, and what keeps limits in truth, known only after the search. */
final class MeasuredLimits {

  private MeasuredLimits() {}

  /** Latency by architecture in ms, NaN unknown; length 0 without a device. */
  static double[] latencies(Benchmark benchmark, Task dataset, LatencyTask task) {
    return task.device().isEmpty()
        ? new double[0]
        : IntStream.range(0, benchmark.space().size())
            .mapToDouble(a -> benchmark.table().latencyMs(a, dataset, task.device()))
            .toArray();
  }

  /** Energy of one image by architecture in mJ, NaN unknown; length 0 unless it is limited. */
  static double[] energies(Benchmark benchmark, Task dataset, LatencyTask task) {
    return task.limits().limitsEnergy()
        ? IntStream.range(0, benchmark.space().size())
            .mapToDouble(a -> benchmark.table().energyMj(a, dataset, task.device()))
            .toArray()
        : new double[0];
  }

  /**
   * The accuracies, judged among what keeps the limits; an unknown latency keeps none.
   *
   * @param assumed what counts as keeping them and was not measured
   */
  static Accuracies within(
      Accuracies accuracies,
      Benchmark benchmark,
      Task dataset,
      LatencyTask task,
      double[] latencyMs,
      Set<Integer> assumed) {
    if (!task.isLimited()) {
      return accuracies;
    }
    LimitSettings limits = task.limits();
    long[] flops = benchmark.space().totalFlops(dataset);
    long[] parameters = benchmark.space().totalParameters(dataset);
    return accuracies.within(
        a ->
            assumed.contains(a)
                || limits.keeps(
                    flops[a],
                    parameters[a],
                    limits.limitsLatency() ? latencyMs[a] : Double.NaN,
                    benchmark.table().energyMj(a, dataset, limits.device())));
  }
}
