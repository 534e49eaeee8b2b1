package org.narq2t.constraint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.narq2t.configuration.Impossible;

/**
 * The limits on the costs of a network on the user's device; 0 means no limit.
 *
 * @param device whose latencies are learnt and limited, see 'narq2t latency'
 * @param maxLatencyMs latency in milliseconds
 * @param maxEnergyMj energy of one image in millijoules, where the table has it
 * @param maxFlops FLOPs of the whole network
 * @param maxParameters parameters of the whole network
 * @param latencyMargin what cannot weigh chances samples an architecture only if its predicted
 *     latency is below the limit by this many root mean squared errors of the predictor, and the
 *     same of energy
 * @param front whether the whole front of accuracy against latency is wanted: the best under every
 *     limit of latency up to this one
 */
public record LimitSettings(
    String device,
    double maxLatencyMs,
    double maxEnergyMj,
    long maxFlops,
    long maxParameters,
    double latencyMargin,
    boolean front) {

  /** No limits, and the official device. */
  public static final LimitSettings NONE = new LimitSettings("gtx1080ti", 0, 0, 0, 0, 1, false);

  public LimitSettings {
    Impossible.unless(
        maxLatencyMs >= 0 && maxLatencyMs < Double.POSITIVE_INFINITY,
        "max_latency_ms",
        maxLatencyMs,
        "0 for none, or more");
    Impossible.unless(
        maxEnergyMj >= 0 && maxEnergyMj < Double.POSITIVE_INFINITY,
        "max_energy_mj",
        maxEnergyMj,
        "0 for none, or more");
    Impossible.unless(maxFlops >= 0, "max_flops", maxFlops, "0 for none, or more");
    Impossible.unless(maxParameters >= 0, "max_parameters", maxParameters, "0 for none, or more");
    Impossible.unless(latencyMargin >= 0, "latency_margin", latencyMargin, "0 or more");
  }

  /**
   * In words, {@code ≤ 12 ms on pixel3, ≤ 60,000,000 FLOPs} or {@code front on raspi4}; empty for
   * none.
   */
  public String text() {
    List<String> parts = new ArrayList<>();
    if (front) {
      parts.add("front on " + device);
    }
    if (limitsLatency()) {
      parts.add("≤ %s ms on %s".formatted(plain(maxLatencyMs), device));
    }
    if (limitsEnergy()) {
      parts.add("≤ %s mJ on %s".formatted(plain(maxEnergyMj), device));
    }
    if (maxFlops > 0) {
      parts.add(String.format(Locale.ROOT, "≤ %,d FLOPs", maxFlops));
    }
    if (maxParameters > 0) {
      parts.add(String.format(Locale.ROOT, "≤ %,d parameters", maxParameters));
    }
    return String.join(", ", parts);
  }

  /** Without needless decimals. */
  private static String plain(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }

  /** Whether latency is limited. */
  public boolean limitsLatency() {
    return maxLatencyMs > 0;
  }

  /** Whether energy is limited. */
  public boolean limitsEnergy() {
    return maxEnergyMj > 0;
  }

  /** Whether something is limited or traded that has to be measured on a device. */
  public boolean needMeasuring() {
    return limitsLatency() || limitsEnergy() || front;
  }

  /** Whether anything is limited. */
  public boolean areSet() {
    return limitsLatency() || limitsEnergy() || maxFlops > 0 || maxParameters > 0;
  }

  /**
   * Whether an architecture of these costs keeps all limits; an unknown latency or energy (NaN)
   * keeps no limit of it.
   */
  public boolean keeps(long flops, long parameters, double latencyMs, double energyMj) {
    return costs().allow(flops, parameters)
        && (!limitsLatency() || latencyMs <= maxLatencyMs)
        && (!limitsEnergy() || energyMj <= maxEnergyMj);
  }

  /** The limits of FLOPs and parameters; without one the largest number there is. */
  public Constraints costs() {
    return new Constraints(
        maxFlops == 0 ? Long.MAX_VALUE : maxFlops,
        maxParameters == 0 ? Long.MAX_VALUE : maxParameters);
  }
}
