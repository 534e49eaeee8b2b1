package org.narq2t.cli;

import java.util.List;
import java.util.Optional;
import org.narq2t.configuration.Impossible;
import org.narq2t.evaluator.WorkerSettings;
import picocli.CommandLine.Option;

/** The options of where the runs of a study are done. */
final class ClusterOptions {
  @Option(
      names = "--on",
      paramLabel = "local|ray",
      description =
          "Where runs are done: by this process (local, the default), or each as a task of a Ray"
              + " cluster (ray), whose machines have this application; see docs/ray.md.")
  String on = "local";

  @Option(
      names = "--ray-address",
      paramLabel = "URL",
      description = "The cluster's dashboard, for example http://head:8265.")
  String address = "";

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "How many runs at once on the cluster (default: as many as it has room for).")
  Optional<Integer> workers = Optional.empty();

  @Option(
      names = "--cpus",
      paramLabel = "N",
      description = "CPUs of the cluster that each run gets, and threads (default 1).")
  int cpus;

  @Option(
      names = "--gpus",
      paramLabel = "N",
      description = "GPUs of the cluster that each run gets (default none).")
  double gpus;

  /**
   * The cluster that is to do runs; empty for this machine.
   *
   * @param runs how many there are
   * @throws IllegalArgumentException if it cannot be
   */
  Optional<WorkerSettings> workers(int runs) {
    Impossible.unless(List.of("local", "ray").contains(on), "--on", "'" + on + "'", "local, ray");
    return on.equals("local")
        ? Optional.empty()
        : Optional.of(
            new WorkerSettings(WorkerSettings.On.RAY, workers.orElse(runs), cpus, gpus, address));
  }
}
