package org.narq2t.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.narq2t.configuration.Impossible;

/**
 * The limits on a network that is searched for; empty for no limit.
 *
 * @param device that latency and energy are those of
 * @param margin how far a prediction has to be below a limit, in its expected errors, where a
 *     strategy does not weigh chances
 */
public record SearchLimits(
    Optional<String> device,
    Optional<Double> maxLatencyMs,
    Optional<Double> maxEnergyMj,
    Optional<Long> maxFlops,
    Optional<Long> maxParameters,
    Optional<Double> margin) {

  /**
   * @throws Impossible naming the limit that nothing could keep
   */
  public SearchLimits {
    positive("max_latency_ms", maxLatencyMs);
    positive("max_energy_mj", maxEnergyMj);
    positive("max_flops", maxFlops);
    positive("max_parameters", maxParameters);
  }

  private static void positive(String name, Optional<? extends Number> value) {
    value.ifPresent(
        x -> Impossible.unless(x.doubleValue() > 0, name, x, "more than 0, or leave it out"));
  }

  /** Whether anything but energy is limited: what the paper's method keeps. */
  boolean areSet() {
    return maxLatencyMs.isPresent() || maxFlops.isPresent() || maxParameters.isPresent();
  }

  /** As settings of a run. */
  public List<String> overrides() {
    List<String> settings = new ArrayList<>();
    device.ifPresent(name -> settings.add("limits.device=" + name));
    maxLatencyMs.ifPresent(ms -> settings.add("limits.max_latency_ms=" + ms));
    maxEnergyMj.ifPresent(mj -> settings.add("limits.max_energy_mj=" + mj));
    maxFlops.ifPresent(n -> settings.add("limits.max_flops=" + n));
    maxParameters.ifPresent(n -> settings.add("limits.max_parameters=" + n));
    margin.ifPresent(x -> settings.add("limits.latency_margin=" + x));
    return settings;
  }
}
