package org.narq2t.benchmark;

import java.util.List;
import java.util.stream.IntStream;
import org.narq2t.ledger.Split;
import org.narq2t.space.Results;
import org.narq2t.space.Task;

/** Trained results of a search space. A run reads them through its evaluator, which counts. */
public interface BenchmarkTable extends Results {

  /** The number of architectures. */
  int size();

  /** Accuracy in %, NaN if unknown. */
  double accuracy(int architecture, Task dataset, Split split);

  /** The architectures whose accuracy is known, ascending. */
  default int[] known(Task dataset, Split split) {
    return IntStream.range(0, size())
        .filter(architecture -> !Double.isNaN(accuracy(architecture, dataset, split)))
        .toArray();
  }

  /** The device of the official latencies: a batch of 256 on a GeForce GTX 1080 Ti. */
  String OFFICIAL_DEVICE = "gtx1080ti";

  @Override
  default double validation(int architecture, Task task) {
    return accuracy(architecture, task, Split.VALIDATION);
  }

  @Override
  default double test(int architecture, Task task) {
    return accuracy(architecture, task, Split.TEST);
  }

  @Override
  default double trainingTime(int architecture, Task task) {
    return Double.NaN;
  }

  /** The devices on which latencies were measured, the official one first. */
  default List<String> devices(Task dataset) {
    return List.of(OFFICIAL_DEVICE);
  }

  /**
   * Latency in milliseconds, NaN if unknown; the official one is of a batch of 256, others of one
   * image.
   *
   * @throws IllegalArgumentException if nothing was measured on this device; the message lists the
   *     devices
   */
  default double latencyMs(int architecture, Task dataset, String device) {
    requireDevice(dataset, device);
    return 1_000 * latency(architecture, dataset);
  }

  /** Energy of one image in millijoules, NaN if unknown. */
  default double energyMj(int architecture, Task dataset, String device) {
    return Double.NaN;
  }

  /** The devices on which energies were measured. */
  default List<String> energyDevices(Task dataset) {
    return List.of();
  }

  /**
   * Checks a device.
   *
   * @throws IllegalArgumentException if nothing was measured on it; the message lists the devices
   */
  default void requireDevice(Task dataset, String device) {
    if (!devices(dataset).contains(device)) {
      throw new IllegalArgumentException(
          "the table has no latencies of '%s' on %s; it has: %s%s"
              .formatted(
                  device,
                  dataset.key(),
                  String.join(", ", devices(dataset)),
                  isSurrogate() ? ". It is the surrogate's: 'make data' gets the real one" : ""));
    }
  }

  /**
   * Checks a device whose energy is asked for.
   *
   * @throws IllegalArgumentException if it was not measured; the message lists the devices
   */
  default void requireEnergy(Task dataset, String device) {
    if (!energyDevices(dataset).contains(device)) {
      throw new IllegalArgumentException(
          "the table has no energies of '%s' on %s; it has: %s"
              .formatted(
                  device,
                  dataset.key(),
                  energyDevices(dataset).isEmpty()
                      ? "none"
                      : String.join(", ", energyDevices(dataset))));
    }
  }

  /** Whether the numbers are made up, for tests and demonstrations. */
  default boolean isSurrogate() {
    return provenance().kind().equals("surrogate");
  }

  /** Where the numbers come from. */
  Provenance provenance();
}
