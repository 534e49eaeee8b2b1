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
import org.narq2t.study.DeviceRuns;
import org.narq2t.study.DeviceSearch;
import org.narq2t.study.NetworkSearch;
import org.narq2t.study.Reports;
import org.narq2t.study.WarmTable;
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
      "The result is the network of the best validation accuracy among all that were looked"
          + " up: what a user who had trained them would get. Random search with as many is shown"
          + " beside it.",
      "",
      "Under limits, such as 12 ms on a Pixel 3, it learns from the measured latencies how fast any"
          + " other network is, and weighs what a network may gain by the chance that it keeps them."
          + " A network that turns out to break a limit once it is measured is counted, and"
          + " never reported as found.",
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
  @Spec CommandSpec spec;
  @Inject Benchmarks benchmarks;
  @Inject DeviceSearch search;
  @Inject DeviceRuns deviceRuns;
  @Inject NetworkSearch searches;
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
          "The strategy that chooses the look-ups: sequential (default), random, evolution,"
              + " local, or tiers, the"
              + " paper's.")
  Optional<String> strategy = Optional.empty();

  @Option(
      names = "--predictor",
      paramLabel = "NAME",
      description =
          "The predictor that learns from them, for --strategy sequential: gp (default),"
              + " boosted or tokens.")
  Optional<String> predictor = Optional.empty();

  @Mixin WarmStart warm;

  @Mixin LimitOptions limits;

  @Option(
      names = "--budget",
      paramLabel = "N",
      description =
          "How many trained networks may be looked up in all: what a real user pays for. Default 100."
              + " With --strategy tiers 1506: 1000 to train the ranker, 256 to choose its epoch, 250"
              + " to search; any other number is shared in the same proportion.")
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
    NetworkSearch.Request request = request();
    if (request.isPapers()) {
      new TiersSearch(
              benchmarks,
              search,
              deviceRuns,
              foundCells,
              presets,
              reports,
              searches.papers(request),
              ranker,
              label.label(),
              answers)
          .run(spec.commandLine().getOut(), pareto, form);
    } else {
      search(spec.commandLine().getOut(), searches.budgeted(request));
    }
    return 0;
  }

  private NetworkSearch.Request request() {
    return new NetworkSearch.Request(
        of.space.name(),
        goal.dataset,
        strategy,
        predictor,
        warm.table,
        limits.limits(),
        budget,
        pareto,
        ranker,
        seed,
        settings);
  }

  private void search(PrintWriter out, RunConfiguration plan) throws IOException {
    String title = goal.dataset + " " + searches.strategy(strategy);
    try (ProgressDisplay progress = new ProgressDisplay(title)) {
      Runs.Recorded run = runs.run(plan, Optional.empty(), label.label(), progress);
      progress.close();
      answers.print(out, run, form);
    }
  }

  private void ownImages(PrintWriter out, OwnImages images) throws IOException {
    if (images.hours.isEmpty() && budget.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "A budget is missing: give --hours, or --budget with the number of trainings");
    }
    String chosen = searches.strategy(strategy);
    String learner = searches.predictor(chosen, predictor);
    List<String> common = new ArrayList<>(images.overrides());
    limits.device.ifPresent(name -> common.add("device=" + name));
    common.addAll(settings);
    seed.ifPresent(s -> common.add("seed=" + s));
    common.addAll(limits.here().overrides());
    List<String> set = new ArrayList<>(WarmTable.overrides(warm.table, learner));
    set.addAll(common);
    ImageSearch.Request request =
        new ImageSearch.Request(
            images.data,
            of.space.name(),
            chosen,
            learner,
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
}
