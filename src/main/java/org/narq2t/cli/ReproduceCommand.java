package org.narq2t.cli;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.narq2t.benchmark.TableFile;
import org.narq2t.experiment.Benchmarks;
import org.narq2t.experiment.Experiment;
import org.narq2t.experiment.Reproduction;
import org.narq2t.experiment.config.RunConfiguration;
import org.narq2t.space.Dataset;
import org.narq2t.space.nasbench201.NasBench201;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(nb201)",
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
    if (seeds < 1 || seeds > Reproduction.SEEDS.size()) {
      throw new IllegalArgumentException(
          "--seeds cannot be %d; allowed: 1 to %d".formatted(seeds, Reproduction.SEEDS.size()));
    }
    List<String> overrides = new ArrayList<>(settings == null ? List.of() : settings);
    overrides.add("preset=" + preset);
    List<RunConfiguration> plan =
        reproduction.plan(datasets.stream().map(Dataset::parse).toList(), seeds, overrides);
    TableFile table = benchmarks.table(NasBench201.NAME);
    PrintWriter out = spec.commandLine().getOut();
    Printout printout = Printout.of(out, table.provenance());
    printout.print(
        "%d runs on %s, preset %s%s",
        plan.size(),
        table.isSurrogate() ? "the embedded surrogate" : table.provenance().source(),
        preset,
        table.isSurrogate()
            ? ". Its numbers are no benchmark results: 'make data' gets the real table."
            : "");
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
                                run.dataset().key(),
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
