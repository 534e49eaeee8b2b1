package org.narq2t.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.latency.Device;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.DeviceStudy;
import org.narq2t.run.DeviceStudy.Study;
import org.narq2t.run.Json;
import org.narq2t.run.Spaces;
import org.narq2t.space.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    description = {
      "How well the latency of a network can be predicted on a device, from the latencies in the"
          + " table of NAS-Bench-201 and without training a ranker. Without --device: which devices"
          + " there are, and how fast.",
      "",
      "Four simple predictors learn from some measured networks and are judged on all others: a"
          + " line through the FLOPs, a time for each operator (operator-counts), a time for each"
          + " operator in each place (additive-ridge), and boosted trees. The one with the lowest"
          + " error in cross-validation is recommended. Then: how many measurements a new device"
          + " needs, taken at random or spread over operators and places, and whether other devices"
          + " help.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  narq2t latency",
      "  narq2t latency --device pixel3",
      "  narq2t latency --device edgegpu --dataset imagenet16 --samples 200 --json",
      "",
      "Your own device: 'narq2t latency measure' measures this machine; then",
      "  narq2t data import --format latency-csv --device my-phone --dataset cifar10 FILE"
    },
    subcommands = LatencyMeasureCommand.class)
public final class LatencyCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  private final Benchmarks benchmarks;
  private final DeviceStudy study;

  @Option(names = "--device", paramLabel = "NAME", description = "The device to study.")
  Optional<String> device = Optional.empty();

  @Option(
      names = "--dataset",
      defaultValue = "cifar10",
      paramLabel = "NAME",
      description =
          "cifar10 (default), cifar100 or imagenet16: image size and classes of the networks.")
  String dataset;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description =
          "How many measured networks the predictors learn from (default 1000, or all there are).")
  Optional<Integer> samples = Optional.empty();

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description =
          "Decides which (default 1): those that a run with this seed is trained on, where all"
              + " networks were measured.")
  long seed;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  LatencyCommand(Benchmarks benchmarks, DeviceStudy study) {
    this.benchmarks = benchmarks;
    this.study = study;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    BenchmarkTable table = benchmarks.table(Spaces.standard().name());
    Printout printout = Printout.of(out, table.provenance());
    if (device.isEmpty()) {
      List<Device> devices = study.devices();
      if (json) {
        out.println(Json.MAPPER.writeValueAsString(devices));
      } else {
        DeviceSummary.print(printout, devices);
      }
      return 0;
    }
    Study found = examine();
    if (json) {
      out.println(Json.MAPPER.writeValueAsString(found));
    } else {
      DeviceSummary.print(printout, found);
    }
    return 0;
  }

  private Study examine() throws IOException {
    OptionalInt count = samples.map(OptionalInt::of).orElse(OptionalInt.empty());
    if (System.console() == null) {
      return study.study(Task.parse(dataset), device.orElseThrow(), count, seed, step -> {});
    }
    try (ProgressBar bar = TerminalBar.of(device.orElseThrow(), DeviceStudy.STEPS).build()) {
      return study.study(
          Task.parse(dataset),
          device.orElseThrow(),
          count,
          seed,
          step -> {
            bar.setExtraMessage(" " + step);
            bar.step();
          });
    }
  }
}
