package org.narq2t.run;

import java.util.Arrays;
import java.util.Locale;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.configuration.Impossible;
import org.narq2t.constraint.LimitSettings;

/** Whether any network of a table keeps the limits of a run, as measured. */
final class KeptLimits {
  private KeptLimits() {}

  /**
   * Checks that one does, where the table says for most what they cost.
   *
   * @throws Impossible if none does; the message says what the least is that a network costs
   */
  static void require(RunConfiguration configuration, Benchmark benchmark) {
    LimitSettings limits = configuration.limits();
    int[] known = benchmark.known().toArray();
    for (MeasuredCost cost : MeasuredCost.limited(limits)) {
      double[] measured =
          Arrays.stream(known)
              .mapToDouble(a -> of(cost, a, configuration, benchmark))
              .filter(value -> !Double.isNaN(value))
              .toArray();
      if (measured.length < MeasuredApart.SHARE * known.length) {
        return; // others may keep it
      }
      double least = Arrays.stream(measured).min().orElseThrow();
      if (least > cost.limit(limits)) {
        throw nothing(cost, "the least that a network takes on %s is %.4g %s", limits, least);
      }
    }
    if (limits.needMeasuring()
        && Arrays.stream(known).noneMatch(a -> isKept(a, configuration, benchmark))) {
      throw nothing(
          MeasuredCost.LATENCY,
          "networks on %s keep each of the limits, but none keeps all",
          limits,
          0);
    }
  }

  private static boolean isKept(int cell, RunConfiguration configuration, Benchmark benchmark) {
    return configuration
        .limits()
        .keeps(
            benchmark.space().flops(cell, configuration.dataset()),
            benchmark.space().parameters(cell, configuration.dataset()),
            of(MeasuredCost.LATENCY, cell, configuration, benchmark),
            of(MeasuredCost.ENERGY, cell, configuration, benchmark));
  }

  private static double of(
      MeasuredCost cost, int cell, RunConfiguration configuration, Benchmark benchmark) {
    return cost.of(
        benchmark.table(), cell, configuration.dataset(), configuration.limits().device());
  }

  private static Impossible nothing(
      MeasuredCost cost, String why, LimitSettings limits, double least) {
    String unit = cost == MeasuredCost.LATENCY ? "ms" : "mJ";
    return Impossible.because(
        cost == MeasuredCost.LATENCY ? "limits.max_latency_ms" : "limits.max_energy_mj",
        "No network that the table knows keeps the limits: "
            + String.format(Locale.ROOT, why, limits.device(), least, unit));
  }
}
