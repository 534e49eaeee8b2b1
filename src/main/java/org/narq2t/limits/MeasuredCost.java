package org.narq2t.limits;

import java.util.Arrays;
import java.util.List;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.constraint.LimitSettings;
import org.narq2t.space.Task;

/** A cost of a network on a device: it has to be measured. */
enum MeasuredCost {
  /** In milliseconds. */
  LATENCY {
    @Override
    double of(BenchmarkTable table, int architecture, Task dataset, String device) {
      return table.latencyMs(architecture, dataset, device);
    }

    @Override
    double limit(LimitSettings limits) {
      return limits.maxLatencyMs();
    }

    @Override
    void require(BenchmarkTable table, Task dataset, String device) {
      table.requireDevice(dataset, device);
    }
  },

  /** Of one image, in millijoules. */
  ENERGY {
    @Override
    double of(BenchmarkTable table, int architecture, Task dataset, String device) {
      return table.energyMj(architecture, dataset, device);
    }

    @Override
    double limit(LimitSettings limits) {
      return limits.maxEnergyMj();
    }

    @Override
    void require(BenchmarkTable table, Task dataset, String device) {
      table.requireEnergy(dataset, device);
    }
  };

  /** As measured; NaN if it was not. */
  abstract double of(BenchmarkTable table, int architecture, Task dataset, String device);

  /** The limit; 0 for none. */
  abstract double limit(LimitSettings limits);

  /**
   * Checks that a table has it.
   *
   * @throws IllegalArgumentException if not; the message lists the devices that it has
   */
  abstract void require(BenchmarkTable table, Task dataset, String device);

  /** Those that are limited. */
  static List<MeasuredCost> limited(LimitSettings limits) {
    return Arrays.stream(values()).filter(cost -> cost.limit(limits) > 0).toList();
  }
}
