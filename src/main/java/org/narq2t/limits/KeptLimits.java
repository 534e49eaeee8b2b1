package org.narq2t.limits;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToLongFunction;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.configuration.Impossible;
import org.narq2t.constraint.LimitSettings;

/** Whether any network of a table keeps the limits of a run. */
public final class KeptLimits {
  private KeptLimits() {}

  /**
   * Checks that one does, as far as FLOPs and parameters tell, and the table what most of them
   * cost.
   *
   * @throws Impossible if none does; the message says what the least is that a network costs
   */
  public static void require(RunLimits run, Benchmark benchmark) {
    LimitSettings limits = run.limits();
    int[] known = benchmark.known().toArray();
    requireLeast("max_flops", "FLOPs", limits.maxFlops(), known, a -> flops(a, run, benchmark));
    requireLeast(
        "max_parameters",
        "parameters",
        limits.maxParameters(),
        known,
        a -> parameters(a, run, benchmark));
    for (MeasuredCost cost : MeasuredCost.limited(limits)) {
      double[] measured =
          Arrays.stream(known)
              .mapToDouble(a -> of(cost, a, run, benchmark))
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
    if (Arrays.stream(known).noneMatch(a -> isKept(a, run, benchmark))) {
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

  private static long flops(int cell, RunLimits run, Benchmark benchmark) {
    return benchmark.space().flops(cell, run.dataset());
  }

  private static long parameters(int cell, RunLimits run, Benchmark benchmark) {
    return benchmark.space().parameters(cell, run.dataset());
  }

  private static boolean isKept(int cell, RunLimits run, Benchmark benchmark) {
    return run.limits()
        .keeps(
            flops(cell, run, benchmark),
            parameters(cell, run, benchmark),
            of(MeasuredCost.LATENCY, cell, run, benchmark),
            of(MeasuredCost.ENERGY, cell, run, benchmark));
  }

  private static double of(MeasuredCost cost, int cell, RunLimits run, Benchmark benchmark) {
    return cost.of(benchmark.table(), cell, run.dataset(), run.limits().device());
  }

  private static Impossible nothing(String limit, String why, Object... values) {
    return Impossible.because(
        "limits." + limit,
        "No network that the table knows keeps the limits: "
            + String.format(Locale.ROOT, why, values));
  }
}
