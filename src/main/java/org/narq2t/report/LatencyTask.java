package org.narq2t.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.narq2t.constraint.LimitSettings;
import org.narq2t.run.RunConfiguration;

/**
 * What a run does about latency and limits. Runs with different tasks are different things.
 *
 * @param lambda λ1, the weight of the latency loss; 0 without a latency head
 * @param device whose latencies are learnt or limited; empty if none are
 * @param limits that the search keeps
 */
record LatencyTask(double lambda, String device, LimitSettings limits) {

  static LatencyTask of(RunConfiguration configuration) {
    LimitSettings limits = configuration.limits();
    double lambda = configuration.predictor().latencyWeight();
    return new LatencyTask(
        lambda,
        lambda > 0 || limits.needMeasuring() ? configuration.limits().device() : "",
        limits.areSet() || limits.front() ? limits : LimitSettings.NONE);
  }

  /** Whether latency is neither learnt nor anything limited: a run as in Tables I and II. */
  boolean isPlain() {
    return device.isEmpty() && !limits.areSet();
  }

  boolean learns() {
    return lambda > 0;
  }

  boolean isLimited() {
    return limits.areSet();
  }

  /** {@code ≤ 12 ms on pixel3, ≤ 60,000,000 FLOPs}, or {@code no limits}. */
  String limited() {
    List<String> parts = new ArrayList<>();
    if (limits.limitsLatency()) {
      parts.add("≤ %s ms on %s".formatted(plain(limits.maxLatencyMs()), device));
    }
    if (limits.limitsEnergy()) {
      parts.add("≤ %s mJ on %s".formatted(plain(limits.maxEnergyMj()), device));
    }
    if (limits.maxFlops() > 0) {
      parts.add("≤ %s FLOPs".formatted(Numbers.count(limits.maxFlops())));
    }
    if (limits.maxParameters() > 0) {
      parts.add("≤ %s parameters".formatted(Numbers.count(limits.maxParameters())));
    }
    return parts.isEmpty() ? "no limits" : String.join(", ", parts);
  }

  /** {@code λ1 = 7}. */
  String weight() {
    return "λ1 = " + plain(lambda);
  }

  /** The whole task in words; empty if it is plain. */
  String sentence() {
    String learnt =
        learns() ? "latency of %s learnt with %s".formatted(device, weight()) : "no latency head";
    return isPlain() ? "" : isLimited() ? learnt + "; " + limited() : learnt;
  }

  /** Without needless decimals. */
  private static String plain(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }
}
