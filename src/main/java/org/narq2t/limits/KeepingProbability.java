package org.narq2t.limits;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hipparchus.special.Erf;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.python.CostProcess;
import org.narq2t.python.PythonRuntime;
import org.narq2t.space.Task;

/**
 * The probability of every architecture of a space to keep limits of what is measured on a device,
 * by a Gaussian process that is fitted again whenever more was measured.
 */
final class KeepingProbability implements AutoCloseable {
  private static final int FEWEST = 2;

  private final PythonRuntime python;
  private final Benchmark benchmark;
  private final Task dataset;
  private final String device;
  private Optional<CostProcess> process = Optional.empty();
  private Optional<Known> last = Optional.empty();
  private final Map<Map<MeasuredCost, Double>, double[]> byApart = new HashMap<>();

  /** The latest answer, and what was asked. */
  private record Known(int[] measured, Map<MeasuredCost, Double> limits, double[] chances) {}

  KeepingProbability(PythonRuntime python, Benchmark benchmark, Task dataset, String device) {
    this.python = python;
    this.benchmark = benchmark;
    this.dataset = dataset;
    this.device = device;
  }

  /**
   * The chances, by architecture; 1 without a limit, and while less than two costs are known.
   *
   * @param measured architectures
   */
  double[] of(int[] measured, Map<MeasuredCost, Double> limits) {
    Optional<Known> same =
        last.filter(k -> Arrays.equals(k.measured(), measured) && k.limits().equals(limits));
    if (same.isPresent()) {
      return same.get().chances();
    }
    double[] chances = new double[benchmark.space().size()];
    Arrays.fill(chances, 1);
    limits.forEach((cost, limit) -> weigh(cost, limit, measured, chances));
    last = Optional.of(new Known(measured.clone(), Map.copyOf(limits), chances));
    return chances;
  }

  /** The same by what was measured apart alone, which does not grow. */
  double[] ofApart(int[] measured, Map<MeasuredCost, Double> limits) {
    return byApart.computeIfAbsent(limits, asked -> of(measured, asked));
  }

  private void weigh(MeasuredCost cost, double limit, int[] measured, double[] chances) {
    double[] costs =
        Arrays.stream(measured)
            .mapToDouble(a -> cost.of(benchmark.table(), a, dataset, device))
            .toArray();
    if (Arrays.stream(costs).filter(c -> !Double.isNaN(c)).count() < FEWEST) {
      return;
    }
    CostProcess.Belief belief = process().believe(measured, costs, limit);
    for (int a = 0; a < chances.length; a++) {
      chances[a] *= below(-belief.mean()[a] / belief.deviation()[a]);
    }
  }

  private CostProcess process() {
    if (process.isEmpty()) {
      process = Optional.of(new CostProcess(python, benchmark.space(), dataset));
    }
    return process.get();
  }

  /** The probability of a standard normal number to be below this. */
  static double below(double deviations) {
    return Erf.erfc(-deviations / Math.sqrt(2)) / 2;
  }

  @Override
  public void close() {
    process.ifPresent(CostProcess::close);
  }
}
