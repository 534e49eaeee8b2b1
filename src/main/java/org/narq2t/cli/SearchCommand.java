package org.narq2t.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.narq2t.images.ImageSearch;
import org.narq2t.run.RunConfiguration;
import org.narq2t.study.NetworkSearch;
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
  private final NetworkSearch searches;
  private final TiersSearch tiers;
  private final ImagesSearch ownImages;
  private final Runs runs;
  private final RunAnswers answers;

  @ArgGroup(multiplicity = "1")
  Goal goal;

  /** The images that the network is for. */
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

  @Mixin SearchOptions options;
  @Mixin RunLabelOptions label;
  @Mixin AnswerOptions form;

  SearchCommand(
      NetworkSearch searches,
      TiersSearch tiers,
      ImagesSearch ownImages,
      Runs runs,
      RunAnswers answers) {
    this.searches = searches;
    this.tiers = tiers;
    this.ownImages = ownImages;
    this.runs = runs;
    this.answers = answers;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (goal.images != null) {
      onOwnImages(out, goal.images);
      return 0;
    }
    NetworkSearch.Request request = options.ofTable(goal.dataset);
    List<RunConfiguration> plan = searches.plan(request);
    if (request.isPapers()) {
      tiers.run(out, request, plan, label.label(), form);
    } else {
      run(out, plan.get(0));
    }
    return 0;
  }

  private void run(PrintWriter out, RunConfiguration plan) throws IOException {
    String title = goal.dataset + " " + plan.strategyName();
    try (ProgressDisplay progress = new ProgressDisplay(title)) {
      Runs.Recorded run = runs.run(plan, Optional.empty(), label.label(), progress);
      progress.close();
      answers.print(out, run, form);
    }
  }

  private void onOwnImages(PrintWriter out, OwnImages images) throws IOException {
    if (images.hours.isEmpty() && options.budget.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "A budget is missing: give --hours, or --budget with the number of trainings");
    }
    ImageSearch.Request request = options.ofImages(images, ownImages.standard());
    ownImages.run(
        out, request, options.against(images, request), images.export, label.label(), form.json);
  }
}
