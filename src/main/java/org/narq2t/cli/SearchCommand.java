package org.narq2t.cli;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.campaign.DeviceSearch;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Experiment;
import org.narq2t.run.FoundCells;
import org.narq2t.run.RunConfiguration;
import org.narq2t.space.Dataset;
import org.narq2t.tracking.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = {
      "Finds the best known network under a limit, such as 12 ms on a Pixel 3: trains a ranker on a"
          + " thousand looked-up networks of NAS-Bench-201, learns from their measured latencies"
          + " how fast any other one is, and looks only at those that it expects to be fast"
          + " enough.",
      "",
      "A predicted latency has an error, which is printed with it. A network is looked at only if"
          + " its prediction is below the limit by that error (--margin). What turns out to break a"
          + " limit once it is measured is named, and never reported as found.",
      "",
      "Two selection rules report beside each other: 'validation' is what a user would get, the"
          + " best validation accuracy of all that was looked up; 'oracle-test' is the paper's, the"
          + " best test accuracy of the search. Both stand beside random search that looks up as"
          + " many.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  narq2t latency                                     which devices there are, and how fast",
      "  narq2t search --dataset cifar100 --device pixel3 --max-latency 12ms",
      "  narq2t search --dataset cifar10 --device edgegpu --max-latency 5ms --max-params 1M",
      "  narq2t search --dataset cifar10 --device raspi4 --pareto --budget 1000",
      "",
      "A search takes about five minutes on two cores; another one with --ranker RUN, about one."
    })
public final class SearchCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Inject Benchmarks benchmarks;
  @Inject DeviceSearch search;
  @Inject FoundCells foundCells;
  @Inject StudyReport report;

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "NAME",
      description = "What the network is trained on: cifar10, cifar100 or imagenet16.")
  String dataset;

  @Option(
      names = "--device",
      required = true,
      paramLabel = "NAME",
      description = "What it runs on; 'narq2t latency' lists what was measured.")
  String device;

  @Option(
      names = "--max-latency",
      paramLabel = "TIME",
      description =
          "The longest that it may take there, with its unit: 12ms, 0.012s, 12000us. One image on"
              + " every device but gtx1080ti, whose official latencies are of 256.",
      converter = Units.Milliseconds.class)
  Optional<Double> maxLatency = Optional.empty();

  @Option(
      names = "--max-flops",
      paramLabel = "N",
      description = "The most FLOPs, for example 100M.",
      converter = Units.Count.class)
  Optional<Long> maxFlops = Optional.empty();

  @Option(
      names = "--max-params",
      paramLabel = "N",
      description = "The most parameters, for example 1.5M.",
      converter = Units.Count.class)
  Optional<Long> maxParameters = Optional.empty();

  @Option(
      names = "--margin",
      paramLabel = "X",
      description =
          "How far a prediction has to be below the limit, in expected errors of the predictor"
              + " (default 1.0); 0 risks more violations, 2 misses more of what would fit.")
  Optional<Double> margin = Optional.empty();

  @Option(
      names = "--budget",
      paramLabel = "N",
      description =
          "How many trained networks may be looked up in all: what a real user pays for. Default"
              + " 1506: 1000 to train the ranker, 256 to choose its epoch, 250 to search. Any other"
              + " number is shared in the same proportion.")
  Optional<Integer> budget = Optional.empty();

  @Option(
      names = "--pareto",
      description =
          "Searches under six limits instead of one, for the front of accuracy against latency:"
              + " none (or --max-latency), and the latencies that 90, 75, 50, 25 and 10 %% of the"
              + " networks measured for training keep. One ranker serves all, and they share the"
              + " look-ups of one search.")
  boolean pareto;

  @Option(
      names = "--ranker",
      paramLabel = "RUN",
      description =
          "Searches with the ranker of this earlier run, which must have been trained alike: on the"
              + " same data set, device, seed and budget.")
  Optional<Long> ranker = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Decides all that is random (default 1).")
  Optional<Long> seed = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Sets one value over configs/nasbench201/<dataset>.yaml, for example training.epochs=20;"
              + " can be repeated.")
  List<String> settings = List.of();

  @Override
  public Integer call() throws IOException {
    if (!pareto && maxLatency.isEmpty() && maxFlops.isEmpty() && maxParameters.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "What should it search under? Give --max-latency, --max-flops or --max-params, or"
              + " --pareto");
    }
    DeviceSearch.Request request =
        new DeviceSearch.Request(Dataset.parse(dataset), device, overrides(), budget);
    List<RunConfiguration> plan = pareto ? search.front(request) : List.of(search.one(request));
    RunConfiguration first = plan.get(0);
    BenchmarkTable table = benchmarks.open(first.space(), first.dataset()).table();
    PrintWriter out = spec.commandLine().getOut();
    Printout printout = Printout.of(out, table.provenance());
    announce(printout, plan, table);
    List<Experiment.Finished> finished = run(plan, printout);
    out.println("Report: " + report.report(finished, printout));
    return 0;
  }

  /** The settings, under what has its own option. */
  private List<String> overrides() {
    List<String> overrides = new ArrayList<>(settings);
    seed.ifPresent(s -> overrides.add("seed=" + s));
    maxLatency.ifPresent(ms -> overrides.add("limits.max_latency_ms=" + ms));
    maxFlops.ifPresent(n -> overrides.add("limits.max_flops=" + n));
    maxParameters.ifPresent(n -> overrides.add("limits.max_parameters=" + n));
    margin.ifPresent(x -> overrides.add("limits.latency_margin=" + x));
    return overrides;
  }

  private void announce(Printout out, List<RunConfiguration> plan, BenchmarkTable table) {
    RunConfiguration first = plan.get(0);
    out.print(
        "The best of NAS-Bench-201 on %s, %s%s",
        first.dataset().key(),
        table.isSurrogate() ? "by " + ShownRuns.origin(table) : ShownRuns.origin(table),
        ShownRuns.warning(table));
    out.print(
        "Up to %,d look-ups: %,d to train the ranker and %,d to choose its epoch, then",
        first.strategy().beforeSearch() + plan.stream().mapToInt(SearchCommand::candidates).sum(),
        first.strategy().training(),
        first.strategy().validation());
    for (RunConfiguration run : plan) {
      out.print(
          "  %,d candidates %s",
          candidates(run),
          run.limits().areSet()
              ? "within " + LatencySummary.inWords(run.limits(), device)
              : "without a limit");
    }
  }

  private static int candidates(RunConfiguration run) {
    return run.lookUps() - run.strategy().beforeSearch();
  }

  private List<Experiment.Finished> run(List<RunConfiguration> plan, Printout out)
      throws IOException {
    List<Runs.Recorded> done = new ArrayList<>();
    try (ShownRuns shown = new ShownRuns(out, foundCells)) {
      search.run(
          plan,
          ranker,
          run -> shown.progress(name(plan, run)),
          run -> {
            shown.finished(run, done.isEmpty());
            done.add(run);
          },
          (run, why) -> {
            shown.close();
            out.print("Nothing for %s: %s", LatencySummary.inWords(run.limits(), device), why);
          });
    }
    return done.stream().map(Runs.Recorded::finished).toList();
  }

  private String name(List<RunConfiguration> plan, RunConfiguration run) {
    return plan.size() == 1
        ? "%s on %s".formatted(dataset, device)
        : "%d/%d %s on %s".formatted(plan.indexOf(run) + 1, plan.size(), dataset, device);
  }
}
