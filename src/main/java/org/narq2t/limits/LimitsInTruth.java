package org.narq2t.limits;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.constraint.LimitSettings;
import org.narq2t.space.Task;

/**
 * Which architectures keep the limits of a run in truth: as measured. Where the device was measured
 * on a few networks apart, what was not measured keeps them if that is nearly sure.
 */
final class LimitsInTruth {
  private static final double SURE = 0.9; // the least chance of what is found and was not measured

  private final Benchmark benchmark;
  private final Task dataset;
  private final LimitSettings limits;
  private final List<MeasuredCost> limited;
  private final DeviceLimits deviceLimits;
  private final MeasuredApart apart;
  private final KeepingProbability chances;

  LimitsInTruth(
      Benchmark benchmark,
      Task dataset,
      LimitSettings limits,
      DeviceLimits deviceLimits,
      MeasuredApart apart,
      KeepingProbability chances) {
    this.benchmark = benchmark;
    this.dataset = dataset;
    this.limits = limits;
    this.limited = MeasuredCost.limited(limits);
    this.deviceLimits = deviceLimits;
    this.apart = apart;
    this.chances = chances;
  }

  /** Whether an architecture keeps all limits. */
  boolean keeps(int architecture) {
    return !limits.areSet()
        || deviceLimits.keepsCosts(architecture)
            && limited.stream().allMatch(cost -> keeps(cost, architecture));
  }

  private boolean keeps(MeasuredCost cost, int architecture) {
    double value = measured(cost, architecture);
    double limit = cost.limit(limits);
    return Double.isNaN(value) && apart.instead()
        ? chances.ofApart(apart.architectures(), Map.of(cost, limit))[architecture] >= SURE
        : value <= limit;
  }

  /** Whether a cost that is limited was not measured of an architecture. */
  boolean isUnmeasured(int architecture) {
    return limited.stream().anyMatch(cost -> Double.isNaN(measured(cost, architecture)));
  }

  /** The architectures that were not measured and count as keeping the limits. */
  List<Integer> assumed() {
    return apart.instead()
        ? Arrays.stream(benchmark.known().toArray())
            .filter(a -> isUnmeasured(a) && keeps(a))
            .boxed()
            .toList()
        : List.of();
  }

  private double measured(MeasuredCost cost, int architecture) {
    return cost.of(benchmark.table(), architecture, dataset, limits.device());
  }
}
