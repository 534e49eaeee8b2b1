package org.narq2t.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.narq2t.run.Configurations;
import org.narq2t.run.RunConfiguration;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.RunSubmission;
import org.narq2t.tracking.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Does one run: trains the ranker on a thousand looked-up architectures, searches with it,"
          + " and reports what it found under both selection rules beside random search with as many queries.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  narq2t run configs/examples/smoke.yaml                          a few seconds",
      "  narq2t run configs/nasbench201/cifar100.yaml --seed 20211117 --name 'second seed'",
      "  narq2t run configs/nasbench201/cifar10.yaml --set preset=as-printed --set strategy.top=1",
      "  narq2t run configs/nasbench101/cifar10.yaml --set strategy.mode=random --ranker 7"
    })
public final class RunCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  private final Configurations configurations;
  private final Runs runs;
  private final RunSubmission submission;
  private final RunStore store;
  private final RunAnswers answers;
  private final WorkingFolder folder;

  @Parameters(paramLabel = "FILE", description = "A configuration, for example one of configs/.")
  Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets one value over the file's; can be repeated.")
  List<String> overrides = List.of();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Decides all that is random, over the file's.")
  Optional<Long> seed = Optional.empty();

  @Mixin RunLabelOptions label;
  @Mixin AnswerOptions form;

  @Option(
      names = "--ranker",
      paramLabel = "RUN",
      description = {
        "Searches with the ranker that this earlier run trained, instead of training one: all but"
            + " the search and the evaluation must be configured alike."
      })
  Optional<Long> ranker = Optional.empty();

  @Option(
      names = "--queue",
      description =
          "Only puts the run into the queue; the service does it, see 'narq2t serve --help'.")
  boolean queue;

  RunCommand(
      Configurations configurations,
      Runs runs,
      RunSubmission submission,
      RunStore store,
      RunAnswers answers,
      WorkingFolder folder) {
    this.configurations = configurations;
    this.runs = runs;
    this.submission = submission;
    this.store = store;
    this.answers = answers;
    this.folder = folder;
  }

  @Override
  public Integer call() throws Exception {
    List<String> set = new ArrayList<>(overrides);
    seed.ifPresent(s -> set.add("seed=" + s));
    RunConfiguration configuration = configurations.read(folder.file(file), set);
    PrintWriter out = spec.commandLine().getOut();
    if (queue) {
      long number = submission.submit(configuration, ranker, Optional.empty(), Optional.empty());
      store.label(number, label.label());
      out.println(form.json ? Answers.text(Map.of("run", number)) : "Queued as run " + number);
      return 0;
    }
    try (ProgressDisplay progress =
        new ProgressDisplay(configuration.dataset().key() + " seed " + configuration.seed())) {
      Runs.Recorded run = runs.run(configuration, ranker, label.label(), progress);
      progress.close();
      answers.print(out, run, form);
    }
    return 0;
  }
}
