package org.narq2t.cli;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.narq2t.comparison.PresetDistance;
import org.narq2t.images.ImageSearch;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.FoundCells;
import org.narq2t.run.RunConfiguration;
import org.narq2t.space.Task;
import org.narq2t.study.BudgetedSearch;
import org.narq2t.study.DeviceSearch;
import org.narq2t.study.Reports;
import org.narq2t.tracking.Runs;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = {
      "Finds the best network with as few trained ones as possible: looks up ten, learns what makes a"
          + " network good, and asks for the most promising one again and again until the budget of a"
          + " hundred is spent.",
      "",
      "What is found is the best validation accuracy of all that was looked up: what a user would get"
          + " who had trained them. Random search with as many stands beside it.",
      "",
      "Under limits, such as 12 ms on a Pixel 3, it learns from the measured latencies how fast any"
          + " other network is, and weighs what a network may gain by the chance that it keeps them."
          + " What turns out to break a limit once it is measured is counted, and never reported as"
          + " found.",
      "",
      "The paper's own method is '--strategy tiers': a thousand look-ups to train the ranker, 256 to"
          + " choose its epoch, 250 to search, or --budget in the same proportion.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  narq2t search --dataset cifar100                            seconds, on two cores",
      "  narq2t search --dataset cifar10 --space nasbench101 --budget 200",
      "  narq2t search --dataset cifar100 --device pixel3 --max-latency 12ms",
      "  narq2t search --dataset cifar10 --device edgegpu --max-energy 25mJ",
      "  narq2t search --dataset cifar10 --device raspi4 --pareto",
      "  narq2t search --dataset cifar10 --strategy evolution",
      "  narq2t search --data ./flowers --hours 8 --device cuda --max-latency 5ms --export best/",
      "  narq2t search --dataset cifar10 --strategy tiers --device raspi4 --pareto --budget 1000"
    })
public final class SearchCommand implements Callable<Integer> {
  private static final int HUNDRED = 100;
  private static final String PAPERS = "tiers";

  @Spec CommandSpec spec;
  @Inject Benchmarks benchmarks;
  @Inject DeviceSearch search;
  @Inject BudgetedSearch budgeted;
  @Inject FoundCells foundCells;
  @Inject PresetDistance presets;
  @Inject RunAnswers answers;
  @Inject Reports reports;
  @Inject Runs runs;
  @Inject Instance<ImagesSearch> imagesSearch;

  @ArgGroup(multiplicity = "1")
  Goal goal;

  /** What the network is for. */
  static final class Goal {
    @Option(
        names = "--dataset",
        required = true,
        paramLabel = "NAME",
        description = "A benchmark's images: cifar10, cifar100 or imagenet16.")
    String dataset;

    @ArgGroup(exclusive = false, heading = "%nYour own images:%n")
    OwnImages images;
  }

  @Mixin SpaceOption of;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description =
          "What decides on the look-ups: sequential (default), random, evolution, local, or tiers, the"
              + " paper's.")
  Optional<String> strategy = Optional.empty();

  @Option(
      names = "--predictor",
      paramLabel = "NAME",
      description =
          "What learns from them, for --strategy sequential: gp (default), boosted or tokens.")
  Optional<String> predictor = Optional.empty();

  @Mixin WarmStart warm;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "What it runs on; 'narq2t latency' lists what was measured.")
  Optional<String> device = Optional.empty();

  @Option(
      names = "--max-latency",
      paramLabel = "TIME",
      description =
          "The longest that it may take there, with its unit: 12ms, 0.012s, 12000us. One image on"
              + " every device but gtx1080ti, whose official latencies are of 256.",
      converter = Units.Milliseconds.class)
  Optional<Double> maxLatency = Optional.empty();

  @Option(
      names = "--max-energy",
      paramLabel = "ENERGY",
      description =
          "The most energy that one image may take there, with its unit: 25mJ, 0.025J. The table"
              + " has it of HW-NAS-Bench's edgegpu, eyeriss and fpga.",
      converter = Units.Millijoules.class)
  Optional<Double> maxEnergy = Optional.empty();

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
              + " (default 1.0); 0 risks more violations, 2 misses more of what would fit. The"
              + " default strategy weighs the chance to keep a limit instead.")
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
          "Searches for the whole front of accuracy against latency, up to --max-latency if it is"
              + " given: every look-up is under another limit. With --strategy tiers under six"
              + " limits: none (or --max-latency), and the latencies that 90, 75, 50, 25 and 10 %%"
              + " of the networks measured for training keep; one ranker serves all, and they share"
              + " the look-ups of one search.")
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
          "Sets one value of the configuration, for example strategy.batch=5;"
              + " can be repeated.")
  List<String> settings = List.of();

  @Mixin RunLabelOptions label;
  @Mixin AnswerOptions form;

  @Override
  public Integer call() throws IOException {
    if (goal.images != null) {
      ownImages(spec.commandLine().getOut(), goal.images);
      return 0;
    }
    if ((maxLatency.isPresent() || maxEnergy.isPresent() || pareto) && device.isEmpty()) {
      String wanted =
          maxLatency.isPresent() ? "--max-latency" : pareto ? "--pareto" : "--max-energy";
      throw new ParameterException(
          spec.commandLine(), wanted + " needs --device; 'narq2t latency' lists them");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (isPapers()) {
      papers(out);
    } else {
      search(out);
    }
    return 0;
  }

  private void ownImages(PrintWriter out, OwnImages images) throws IOException {
    if (images.hours.isEmpty() && budget.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "How long may it train? Give --hours, or --budget with the number of trainings");
    }
    String chosen = strategy.orElse("sequential");
    List<String> common = new ArrayList<>(images.overrides());
    device.ifPresent(name -> common.add("device=" + name));
    common.addAll(limits());
    List<String> set = new ArrayList<>(warm.overrides(predictor(chosen)));
    set.addAll(common);
    ImageSearch.Request request =
        new ImageSearch.Request(
            images.data,
            of.space.name(),
            chosen,
            predictor(chosen),
            images.resolution,
            budget.orElse(0),
            images.hours.orElse(0.0),
            set);
    Optional<ImageSearch.Request> other =
        images.against.map(
            name ->
                request.by(
                    name,
                    common.stream()
                        .filter(pair -> !pair.matches("(strategy|predictor).*"))
                        .toList()));
    imagesSearch.get().run(out, request, other, images.export, label.label(), form.json);
  }

  /** A ranker of an earlier run is the paper's method, without saying so. */
  private boolean isPapers() {
    return strategy.map(PAPERS::equals).orElse(ranker.isPresent());
  }

  private void papers(PrintWriter out) throws IOException {
    if (device.isEmpty()
        || !pareto && maxLatency.isEmpty() && maxFlops.isEmpty() && maxParameters.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "What should it search under? Give --device and --max-latency, --max-flops or"
              + " --max-params, or --pareto; without limits: narq2t run configs/nasbench201/"
              + goal.dataset
              + ".yaml");
    }
    DeviceSearch.Request request =
        new DeviceSearch.Request(Task.parse(goal.dataset), device.get(), overrides(), budget);
    new TiersSearch(benchmarks, search, foundCells, presets, reports, request, ranker)
        .run(out, pareto, form.json);
  }

  private void search(PrintWriter out) throws IOException {
    String chosen = strategy.orElse("sequential");
    List<String> set = new ArrayList<>(warm.overrides(predictor(chosen)));
    set.addAll(overrides());
    RunConfiguration plan =
        budgeted.plan(
            new BudgetedSearch.Request(
                of.space.name(),
                goal.dataset,
                chosen,
                predictor(chosen),
                budget.orElse(HUNDRED),
                set));
    try (ProgressDisplay progress = new ProgressDisplay(goal.dataset + " " + chosen)) {
      Runs.Recorded run = runs.run(plan, Optional.empty(), label.label(), progress);
      progress.close();
      answers.print(out, run, form);
    }
  }

  private String predictor(String strategy) {
    return predictor.orElse(strategy.equals("sequential") ? "gp" : "none");
  }

  /** The settings, under what has its own option. */
  private List<String> overrides() {
    List<String> overrides = limits();
    device.ifPresent(name -> overrides.add("limits.device=" + name));
    if (pareto && !isPapers()) {
      overrides.add("limits.front=true");
    }
    return overrides;
  }

  private List<String> limits() {
    List<String> overrides = new ArrayList<>(settings);
    seed.ifPresent(s -> overrides.add("seed=" + s));
    maxLatency.ifPresent(ms -> overrides.add("limits.max_latency_ms=" + ms));
    maxEnergy.ifPresent(mj -> overrides.add("limits.max_energy_mj=" + mj));
    maxFlops.ifPresent(n -> overrides.add("limits.max_flops=" + n));
    maxParameters.ifPresent(n -> overrides.add("limits.max_parameters=" + n));
    margin.ifPresent(x -> overrides.add("limits.latency_margin=" + x));
    return overrides;
  }
}
