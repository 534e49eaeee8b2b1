package org.narq2t.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.cli.StudySession.Start;
import org.narq2t.study.Narrowing;
import org.narq2t.study.Studies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(nb101 | nb201 | latency | latency-factor)",
    description = {
      "Reproduces a table of the paper, and writes a report with plots. Each is a study, see 'narq2t study'."
    })
public final class ReproduceCommand {
  @Spec CommandSpec spec;
  private final Studies studies;
  private final StudySession session;

  ReproduceCommand(Studies studies, StudySession session) {
    this.studies = studies;
    this.session = session;
  }

  /** The options of every reproduction. */
  static final class ReproductionOptions {
    @Option(
        names = "--preset",
        defaultValue = "as-released",
        paramLabel = "NAME",
        description = "as-released (default) or as-printed: see configs/presets.")
    String preset;

    @Option(
        names = "--set",
        paramLabel = "KEY=VALUE",
        description = "Sets one value in every run; can be repeated.")
    List<String> settings = List.of();

    @Option(
        names = "--resume",
        description = {
          "Goes on where an earlier reproduction was cut off: runs of the same settings on the"
              + " same",
          "table by the same commit are not done again, and one that was interrupted goes on from",
          "its last checkpoint."
        })
    boolean resume;

    @Option(names = "--json", description = "Prints the tables as JSON, when all is done.")
    boolean json;

    List<String> overrides() {
      List<String> overrides = new ArrayList<>(settings);
      overrides.add("preset=" + preset);
      return overrides;
    }
  }

  /** The data sets of NAS-Bench-201. */
  static final class Datasets {
    @Option(
        names = "--datasets",
        split = ",",
        defaultValue = "cifar10,cifar100,imagenet16",
        paramLabel = "NAME",
        description = "cifar10, cifar100, imagenet16 (default all).")
    List<String> keys;
  }

  /** The device whose latency is learnt. */
  static final class DeviceOption {
    @Option(
        names = "--device",
        defaultValue = BenchmarkTable.OFFICIAL_DEVICE,
        paramLabel = "NAME",
        description = "Whose latency (default the paper's, gtx1080ti); 'narq2t latency' lists all.")
    String name;

    List<String> settings() {
      return List.of("limits.device=" + name);
    }
  }

  @Command(
      description = {
        "Table II: trains, searches and evaluates on NAS-Bench-201.",
        "Prints the results with the authors' seeds beside the paper's and beside random"
            + " search with as many queries. One run takes about four minutes on two cores."
      },
      mixinStandardHelpOptions = true)
  int nb201(
      @Option(
              names = "--seeds",
              defaultValue = "3",
              paramLabel = "N",
              description = "How many of the authors' ten seeds, in their order (default 3).")
          int seeds,
      @Mixin Datasets datasets,
      @Mixin ReproductionOptions settings)
      throws IOException {
    return reproduce("table2", Map.of("dataset", datasets.keys), seeds, settings, List.of());
  }

  @Command(
      description = {
        "Table I: trains, searches and evaluates on NAS-Bench-101.",
        "Trains on 4,236 cells, searches with the tier statistics and at random with the"
            + " same ranker, and prints the results beside the paper's and beside random search"
            + " with as many queries. On a table that knows a part of the space all of it"
            + " happens within that part, and every table says so. One seed takes about half an"
            + " hour on two cores."
      },
      mixinStandardHelpOptions = true)
  int nb101(
      @Option(
              names = "--seeds",
              defaultValue = "2",
              paramLabel = "N",
              description = "How many of the authors' ten seeds, in their order (default 2).")
          int seeds,
      @Option(
              names = "--modes",
              split = ",",
              defaultValue = "statistics,random",
              paramLabel = "MODE",
              description = "statistics, random (default both).")
          List<String> modes,
      @Mixin ReproductionOptions settings)
      throws IOException {
    return reproduce("table1", Map.of("mode", modes), seeds, settings, List.of());
  }

  @Command(
      description = {
        "Table III: Table II with a ranker that also learns latency.",
        "It learns the latency on a device beside accuracy, from the same feature and"
            + " with the weight 7 of the latency loss. Prints accuracies and errors of the"
            + " predicted latency beside the paper's, and simpler predictors that learnt from"
            + " the same measurements. One run takes about four minutes on two cores."
      },
      mixinStandardHelpOptions = true)
  int latency(
      @Option(
              names = "--seeds",
              defaultValue = "2",
              paramLabel = "N",
              description = "How many of the authors' ten seeds, in their order (default 2).")
          int seeds,
      @Mixin Datasets datasets,
      @Mixin DeviceOption device,
      @Mixin ReproductionOptions settings)
      throws IOException {
    return reproduce(
        "table3", Map.of("dataset", datasets.keys), seeds, settings, device.settings());
  }

  @Command(
      name = "latency-factor",
      description = {
        "Table IX: how much the latency loss should weigh, on CIFAR-10.",
        "Trains one ranker for each weight and seed, about four minutes each on two" + " cores."
      },
      mixinStandardHelpOptions = true)
  int latencyFactor(
      @Option(
              names = "--factors",
              split = ",",
              defaultValue = "1,2,3,4,5,6,7,8,9,10",
              paramLabel = "N",
              description = "Weights of the latency loss, whole numbers from 1 (default 1 to 10).")
          List<Integer> factors,
      @Option(
              names = "--seeds",
              defaultValue = "1",
              paramLabel = "N",
              description = "How many of the authors' ten seeds, in their order (default 1).")
          int seeds,
      @Mixin DeviceOption device,
      @Mixin ReproductionOptions settings)
      throws IOException {
    List<String> weights = factors.stream().map(String::valueOf).toList();
    return reproduce("table9", Map.of("factor", weights), seeds, settings, device.settings());
  }

  private int reproduce(
      String study,
      Map<String, List<String>> axes,
      int seeds,
      ReproductionOptions settings,
      List<String> further)
      throws IOException {
    List<Long> all = studies.read(study).file().seeds();
    if (seeds < 1 || seeds > all.size()) {
      throw new IllegalArgumentException(
          "--seeds cannot be %d; allowed: 1 to %d".formatted(seeds, all.size()));
    }
    List<String> overrides = new ArrayList<>(further);
    overrides.addAll(settings.overrides());
    PrintWriter out = spec.commandLine().getOut();
    ReportAnswer answer =
        session.run(
            settings.json ? new PrintWriter(Writer.nullWriter()) : out,
            study,
            new Narrowing(axes, all.subList(0, seeds), overrides),
            settings.resume ? Start.TAKE_UP : Start.ANEW,
            new ClusterOptions());
    if (settings.json) {
      Answers.print(spec.commandLine(), answer);
    }
    return answer.status();
  }
}
