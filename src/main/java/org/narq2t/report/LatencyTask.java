package org.narq2t.report;

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
    return limits.areSet() ? limits.text() : "no limits";
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
