package org.narq2t.cli;

import static org.narq2t.cli.Figures.format;
import static org.narq2t.cli.Figures.percent;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Device;
import org.narq2t.run.DeviceStudy;
import org.narq2t.run.DeviceStudy.Study;
import org.narq2t.run.FewSamples;
import org.narq2t.run.Json;
import org.narq2t.run.LatencyNoise;
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

  @Inject
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
        print(printout, devices);
      }
      return 0;
    }
    Study found = examine();
    if (json) {
      out.println(Json.MAPPER.writeValueAsString(found));
    } else {
      print(printout, found);
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

  private static void print(Printout out, List<Device> devices) {
    out.print(
        TextTable.of(
            new String[] {
              "dataset",
              "device",
              "networks " + out.measured(),
              "fastest, ms",
              "median, ms",
              "slowest, ms"
            },
            devices.stream()
                .map(
                    d ->
                        new String[] {
                          d.dataset(),
                          d.name(),
                          format("%,d", d.known()),
                          format("%.3f", d.fastestMs()),
                          format("%.3f", d.medianMs()),
                          format("%.3f", d.slowestMs())
                        })
                .toList()));
    out.print(
        "gtx1080ti: the official latencies, of a batch of 256 images; all others are of one"
            + " image.");
  }

  static void print(Printout out, Study study) {
    Device device = study.device();
    out.print(
        "%s, %s: %,d networks %s, %.3f to %.3f ms, median %.3f ms",
        device.name(),
        device.dataset(),
        device.known(),
        out.measured(),
        device.fastestMs(),
        device.slowestMs(),
        device.medianMs());
    out.print(
        study.samples() < device.known()
            ? "Learnt from %,d of them (seed %d), judged on the rest:"
            : "Learnt from all %,d of them (seed %d), so that none is left to judge by:",
        study.samples(),
        study.seed());
    out.print(
        TextTable.of(
            LatencySummary.header("cross-validated RMSE, ms"),
            study.predictors().stream()
                .map(
                    p ->
                        LatencySummary.row(
                            p.name(), study.recommended(), p.expected(), p.heldOut()))
                .toList()));
    study.noise().forEach(noise -> out.print("%s", noise(device, noise)));
    if (!study.fewSamples().isEmpty()) {
      out.print(
          "From few measurements, ridge with a time for each operator in each place; %s:",
          study.helpers().isEmpty()
              ? "no other device to learn from"
              : "transfer also uses " + String.join(", ", study.helpers()));
      out.print(
          TextTable.of(
              new String[] {
                "measurements",
                "chosen",
                "RMSE, ms",
                "within 10 %",
                "Spearman",
                "transfer: RMSE, ms",
                "within 10 %",
                "Spearman"
              },
              study.fewSamples().stream()
                  .filter(few -> !few.transfer())
                  .map(few -> row(few, study.fewSamples()))
                  .toList()));
    }
  }

  private static String noise(Device device, LatencyNoise noise) {
    return noise.floorMs() == 0
        ? format(
            "Measurements on %s and %s repeat each other exactly: they were computed, not"
                + " measured.",
            device.dataset(), noise.with())
        : format(
            "Noise of one measurement: about %.3f ms, by the same %,d cells on %s. This"
                + " assumes that both are equally noisy, so it is not a hard bound.",
            noise.floorMs(), noise.pairs(), noise.with());
  }

  /** One choice of measurements, without transfer and, where there is one, with it. */
  private static String[] row(FewSamples alone, List<FewSamples> all) {
    Optional<FewSamples> transfer =
        all.stream()
            .filter(
                few ->
                    few.transfer()
                        && few.samples() == alone.samples()
                        && few.chosen().equals(alone.chosen()))
            .findFirst();
    return Stream.of(
            Stream.of(Integer.toString(alone.samples()), alone.chosen()),
            errors(Optional.of(alone)),
            errors(transfer))
        .flatMap(cells -> cells)
        .toArray(String[]::new);
  }

  private static Stream<String> errors(Optional<FewSamples> few) {
    return Stream.of(
        few.map(f -> format("%.3f", f.rmseMs())).orElse("-"),
        few.map(f -> percent(f.within10Percent())).orElse("-"),
        few.map(f -> format("%.3f", f.spearman())).orElse("-"));
  }
}
