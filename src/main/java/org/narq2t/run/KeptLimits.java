package org.narq2t.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToLongFunction;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.configuration.Impossible;
import org.narq2t.constraint.LimitSettings;

/** Whether any network of a table keeps the limits of a run. */
final class KeptLimits {
  private KeptLimits() {}

  /**
   * Checks that one does, as far as FLOPs and parameters tell, and the table what most of them
   * cost.
   *
   * @throws Impossible if none does; the message says what the least is that a network costs
   */
  static void require(RunConfiguration configuration, Benchmark benchmark) {
    LimitSettings limits = configuration.limits();
    int[] known = benchmark.known().toArray();
    requireLeast(
        "max_flops", "FLOPs", limits.maxFlops(), known, a -> flops(a, configuration, benchmark));
    requireLeast(
        "max_parameters",
        "parameters",
        limits.maxParameters(),
        known,
        a -> parameters(a, configuration, benchmark));
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
        throw nothing(
            cost == MeasuredCost.LATENCY ? "max_latency_ms" : "max_energy_mj",
            "on %s no network takes less than %.4g %s",
            limits.device(),
            least,
            cost == MeasuredCost.LATENCY ? "ms" : "mJ");
      }
    }
    if (Arrays.stream(known).noneMatch(a -> isKept(a, configuration, benchmark))) {
      throw Impossible.because(
          "limits",
          "No network that the table knows keeps all limits (%s), though each of them is kept by some"
              .formatted(limits.text()));
    }
  }

  private static void requireLeast(
      String limit, String of, long most, int[] known, IntToLongFunction cost) {
    if (most == 0) {
      return;
    }
    long least = Arrays.stream(known).mapToLong(cost).min().orElseThrow();
    if (least > most) {
      throw nothing(limit, "no network has fewer than %,d %s", least, of);
    }
  }

  private static long flops(int cell, RunConfiguration configuration, Benchmark benchmark) {
    return benchmark.space().flops(cell, configuration.dataset());
  }

  private static long parameters(int cell, RunConfiguration configuration, Benchmark benchmark) {
    return benchmark.space().parameters(cell, configuration.dataset());
  }

  private static boolean isKept(int cell, RunConfiguration configuration, Benchmark benchmark) {
    return configuration
        .limits()
        .keeps(
            flops(cell, configuration, benchmark),
            parameters(cell, configuration, benchmark),
            of(MeasuredCost.LATENCY, cell, configuration, benchmark),
            of(MeasuredCost.ENERGY, cell, configuration, benchmark));
  }

  private static double of(
      MeasuredCost cost, int cell, RunConfiguration configuration, Benchmark benchmark) {
    return cost.of(
        benchmark.table(), cell, configuration.dataset(), configuration.limits().device());
  }

  private static Impossible nothing(String limit, String why, Object... values) {
    return Impossible.because(
        "limits." + limit,
        "No network that the table knows keeps the limits: "
            + String.format(Locale.ROOT, why, values));
  }
}
