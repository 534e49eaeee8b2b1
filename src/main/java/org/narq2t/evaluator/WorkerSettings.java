package org.narq2t.evaluator;

import org.narq2t.configuration.Impossible;

/**
 * Where trainings are carried out.
 *
 * @param on this machine, or a Ray cluster
 * @param count of trainings at once
 * @param cpus that each of them has; 0 for its share of this machine, or for one of a cluster's
 * @param gpus that each of them has on a cluster
 * @param address of the cluster, {@code http://HEAD:8265}
 */
public record WorkerSettings(On on, int count, int cpus, double gpus, String address) {

  /** One after the other in this process. */
  public static final WorkerSettings ONE = new WorkerSettings(On.LOCAL, 1, 0, 0, "");

  /** Where they run. */
  public enum On {
    LOCAL,
    RAY
  }

  public WorkerSettings {
    Impossible.unless(count >= 1, "count", count, "1 or more");
    Impossible.unless(cpus >= 0, "cpus", cpus, "0 for a share, or more");
    Impossible.unless(gpus >= 0, "gpus", gpus, "0 or more");
    Impossible.unless(
        on == On.LOCAL || address.matches("https?://[^/\\s]+/?"),
        "address",
        "'" + address + "'",
        "that of Ray's dashboard, for example http://head:8265");
  }
}
