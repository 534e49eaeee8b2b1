package org.narq2t.cli;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.experiment.Benchmarks;
import org.narq2t.experiment.Experiment;
import org.narq2t.experiment.Reproduction;
import org.narq2t.experiment.config.KebabCaseEnums;
import org.narq2t.experiment.config.RunConfiguration;
import org.narq2t.search.SamplingSettings.Mode;
import org.narq2t.space.Dataset;
import org.narq2t.space.nasbench101.NasBench101;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(nb101 | nb201)",
    description = "Reproduces a table of the paper, and writes a report with plots.")
public final class ReproduceCommand {
  @Spec CommandSpec spec;
  @Inject Benchmarks benchmarks;
  @Inject Reproduction reproduction;
  @Inject StudyReport report;

  @Command(
      description = {
        "Table II: trains, searches and evaluates on NAS-Bench-201 with the authors' seeds, and prints",
        "the results beside the paper's and beside random search with as many queries. One run takes",
        "about four minutes on two cores."
      },
      mixinStandardHelpOptions = true)
  int nb201(
      @Option(
              names = "--seeds",
              defaultValue = "3",
              paramLabel = "N",
              description = "How many of the authors' ten seeds, in their order (default 3).")
          int seeds,
      @Option(
              names = "--datasets",
              split = ",",
              defaultValue = "cifar10,cifar100,imagenet16",
              paramLabel = "NAME",
              description = "cifar10, cifar100, imagenet16 (default all).")
          List<String> datasets,
      @Option(
              names = "--preset",
              defaultValue = "as-released",
              paramLabel = "NAME",
              description = "as-released (default) or as-printed: see configs/presets.")
          String preset,
      @Option(
              names = "--set",
              paramLabel = "KEY=VALUE",
              description = "Sets one value in every run; can be repeated.")
          List<String> settings)
      throws IOException {
    return reproduce(
        reproduction.tableII(
            datasets.stream().map(Dataset::parse).toList(),
            checked(seeds),
            overrides(preset, settings)));
  }

  @Command(
      description = {
        "Table I: trains on 4,236 cells of NAS-Bench-101, searches with the tier statistics and at",
        "random with the same ranker, and prints the results beside the paper's and beside random",
        "search with as many queries. On a table that knows a part of the space all of it happens",
        "within that part, and every table says so. One seed takes about half an hour on two cores."
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
      @Option(
              names = "--preset",
              defaultValue = "as-released",
              paramLabel = "NAME",
              description = "as-released (default) or as-printed: see configs/presets.")
          String preset,
      @Option(
              names = "--set",
              paramLabel = "KEY=VALUE",
              description = "Sets one value in every run; can be repeated.")
          List<String> settings)
      throws IOException {
    return reproduce(
        reproduction.tableI(
            modes.stream().map(ReproduceCommand::mode).toList(),
            checked(seeds),
            overrides(preset, settings)));
  }

  private static Mode mode(String name) {
    return Stream.of(Mode.values())
        .filter(mode -> KebabCaseEnums.spelling(mode).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--modes cannot be '%s'; allowed: statistics, random, uniform"
                        .formatted(name)));
  }

  private static int checked(int seeds) {
    if (seeds < 1 || seeds > Reproduction.SEEDS.size()) {
      throw new IllegalArgumentException(
          "--seeds cannot be %d; allowed: 1 to %d".formatted(seeds, Reproduction.SEEDS.size()));
    }
    return seeds;
  }

  private static List<String> overrides(String preset, List<String> settings) {
    List<String> overrides = new ArrayList<>(settings == null ? List.of() : settings);
    overrides.add("preset=" + preset);
    return overrides;
  }

  private int reproduce(List<RunConfiguration> plan) throws IOException {
    RunConfiguration first = plan.get(0);
    Benchmark benchmark = benchmarks.open(first.space(), first.dataset());
    BenchmarkTable table = benchmark.table();
    PrintWriter out = spec.commandLine().getOut();
    Printout printout = Printout.of(out, table.provenance());
    printout.print(
        "%d runs on %s, preset %s%s",
        plan.size(),
        table.isSurrogate() ? "the embedded surrogate" : table.provenance().source(),
        first.preset(),
        table.isSurrogate()
            ? ". Its numbers are no benchmark results: 'make data' gets the real table."
            : "");
    if (benchmark.space().size() < benchmark.wholeSize()) {
      printout.print(
          "Everything happens within the %,d of %,d architectures that this table knows.",
          benchmark.space().size(), benchmark.wholeSize());
    }
    AtomicReference<ProgressDisplay> display = new AtomicReference<>();
    try {
      List<Experiment.Finished> runs =
          reproduction.run(
              plan,
              run -> {
                ProgressDisplay progress =
                    new ProgressDisplay(
                        "%d/%d %s seed %d"
                            .formatted(
                                plan.indexOf(run) + 1,
                                plan.size(),
                                run.space().equals(NasBench101.NAME)
                                    ? KebabCaseEnums.spelling(run.search().mode())
                                    : run.dataset().key(),
                                run.seed()));
                display.set(progress);
                return progress;
              },
              run -> {
                display.get().close();
                RunSummary.print(printout, run.number(), run.finished().result());
              });
      Path page = report.report(runs, printout);
      out.println("Report: " + page);
    } finally {
      if (display.get() != null) {
        display.get().close();
      }
    }
    return 0;
  }
}
