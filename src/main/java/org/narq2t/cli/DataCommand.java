package org.narq2t.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.narq2t.benchmark.TableFile;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.DeviceStudy;
import org.narq2t.run.Spaces;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(fetch | import | export | formats | show)",
    description = {
      "Benchmark tables: fetch one, import one of the official formats, export, show what is there."
          + " There is one table for each space.",
      "",
      "The official archive of NAS-Bench-201 (learning curves, seeds, latencies) is not fetched: it"
          + " is published by the NATS-Bench authors as NATS-tss-v1_0-3ffb9-simple.tar, see the"
          + " README of",
      "  https://github.com/D-X-Y/NATS-Bench",
      "Unpack it and import it with",
      "  narq2t data import --format nats-bench NATS-tss-v1_0-3ffb9-simple"
    },
    subcommands = {DataFetchCommand.class, DataExportCommand.class})
public final class DataCommand {
  @Spec CommandSpec spec;
  private final Benchmarks benchmarks;
  private final TableImport tableImport;
  private final DeviceStudy study;

  DataCommand(Benchmarks benchmarks, TableImport tableImport, DeviceStudy study) {
    this.benchmarks = benchmarks;
    this.tableImport = tableImport;
    this.study = study;
  }

  @Command(
      name = "import",
      description =
          "Imports results into the table that runs use; the space follows from the format. 'narq2t"
              + " data formats' lists the formats; hw-nas-bench and latency-csv add latencies to a"
              + " table of NAS-Bench-201 that is there. Pickled archives are read by an unpickler"
              + " that builds numbers and containers only.",
      footer = {
        "",
        "Examples:",
        "  narq2t data import --format nats-bench NATS-tss-v1_0-3ffb9-simple",
        "  narq2t data import --format nasbench-tfrecord nasbench_only108.tfrecord",
        "  narq2t data import --format hw-nas-bench HW-NAS-Bench-v1_0.pickle",
        "  narq2t data import --format latency-csv --device my-phone --dataset cifar10 phone.csv",
        "",
        "A latency-csv of your own measurements, of as many networks as you like:",
        "  arch,milliseconds",
        "  |nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|,7.31",
        "",
        "A csv of your own trainings, of as many networks as you like; seed, epochs and test_accuracy"
            + " may be left out:",
        "  narq2t data import --format csv --dataset flowers mine.csv",
        "  architecture,accuracy,seed,epochs",
        "  |nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|,91.3,1,200"
      },
      mixinStandardHelpOptions = true)
  int importTable(
      @Option(
              names = "--format",
              required = true,
              paramLabel = "NAME",
              description = "One of those that 'narq2t data formats' lists.")
          String format,
      @Option(
              names = "--device",
              paramLabel = "NAME",
              description =
                  "With latency-csv: what it was measured on, a name of your own such as my-phone.")
          Optional<String> device,
      @Option(
              names = "--dataset",
              paramLabel = "NAME",
              description =
                  "With latency-csv: cifar10, cifar100 or imagenet16, for rows that do not say; it"
                      + " stands for the size of the images and the number of classes. With csv: the"
                      + " name of the task that you trained networks for, of your own if you like.")
          Optional<String> dataset,
      @Parameters(arity = "1..*", paramLabel = "SOURCE", description = "Files or a folder.")
          List<Path> sources,
      @Option(names = "--json", description = "Prints what was found as one JSON object.")
          boolean json)
      throws IOException {
    Map<String, String> measured = new HashMap<>();
    device.ifPresent(name -> measured.put("device", name));
    dataset.ifPresent(name -> measured.put("dataset", name));
    if (device.isEmpty() && format.equals(TableImport.OWN_LATENCIES)) {
      throw new IllegalArgumentException(
          "latency-csv needs --device: a name of your own for what was measured, such as my-phone");
    }
    if (device.isPresent() && !format.equals(TableImport.OWN_LATENCIES)) {
      throw new IllegalArgumentException("--device is for the format " + TableImport.OWN_LATENCIES);
    }
    tableImport.run(
        out(), json, format, sources.stream().map(Path::toString).toList(), Map.of(), measured);
    return 0;
  }

  @Command(
      description = "Lists the formats that can be imported, each with its space.",
      mixinStandardHelpOptions = true)
  int formats(@Option(names = "--json", description = "Prints JSON.") boolean json) {
    if (json) {
      Answers.print(spec.commandLine(), ImportFormats.all());
      return 0;
    }
    for (ImportFormats.ImportFormat format : ImportFormats.all()) {
      out()
          .printf(
              "%-6s %-18s %s%n", Spaces.named(format.space()).key(), format.name(), format.reads());
    }
    return 0;
  }

  @Command(
      description = "Shows which table runs use, and how much of the space it knows.",
      mixinStandardHelpOptions = true)
  int show(
      @Mixin SpaceOption of, @Option(names = "--json", description = "Print JSON.") boolean json)
      throws IOException {
    TableFile table = benchmarks.table(of.space.name());
    TableDescription description =
        TableDescription.of(table, benchmarks.space(of.space.name()), study.devices(of.space));
    if (json) {
      Answers.print(spec.commandLine(), description.toJson());
    } else {
      description.print(out());
    }
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
