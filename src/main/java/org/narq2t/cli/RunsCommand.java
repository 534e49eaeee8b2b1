package org.narq2t.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.narq2t.run.Json;
import org.narq2t.tracking.RunDescriptions;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;
import org.narq2t.tracking.WrongState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel =
        "(list | show | label | compare | report | table | export | resume | cancel | delete)",
    description = "The record of runs: what was run, with which settings, and what came out.",
    subcommands = {
      RunsListCommand.class,
      RunsLabelCommand.class,
      RunsCompareCommand.class,
      RunsTableCommand.class,
      RunsExportCommand.class,
      RunsWorkCommand.class
    })
public final class RunsCommand {
  @Spec CommandSpec spec;
  private final RunStore store;
  private final RunDescriptions descriptions;
  private final Runs runs;
  private final FinishedRuns finished;
  private final RunAnswers answers;

  RunsCommand(
      RunStore store,
      RunDescriptions descriptions,
      Runs runs,
      FinishedRuns finished,
      RunAnswers answers) {
    this.store = store;
    this.descriptions = descriptions;
    this.runs = runs;
    this.finished = finished;
    this.answers = answers;
  }

  @Command(description = "Shows one run.", mixinStandardHelpOptions = true)
  int show(
      @Parameters(paramLabel = "RUN", description = "Its number, as 'list' shows it.") long number,
      @Option(names = "--json", description = "Print JSON.") boolean json)
      throws IOException {
    RunRecord run = store.get(number);
    PrintWriter out = out();
    if (json) {
      out.println(Json.MAPPER.writeValueAsString(descriptions.of(run)));
    } else if (run.state() == RunState.FINISHED) {
      finished.show(out, run);
    } else {
      out.printf(
          "Run %d is %s%s%n",
          number, run.state().key(), run.message() == null ? "" : ": " + run.message());
    }
    return 0;
  }

  @Command(
      description =
          "Prints what finished runs found, beside random search, and writes their report with plots."
              + " Means are taken over runs that are equal in all but the seed.",
      mixinStandardHelpOptions = true)
  int report(
      @Parameters(paramLabel = "RUN", arity = "1..*", description = "Their numbers.")
          List<Long> numbers,
      @Option(names = "--json", description = "Prints the tables as JSON.") boolean json)
      throws IOException {
    List<RunRecord> reported = numbers.stream().map(store::get).toList();
    for (RunRecord run : reported) {
      if (run.state() != RunState.FINISHED) {
        throw new WrongState("Run " + run.id() + " is " + run.state().key());
      }
    }
    finished.report(out(), reported, json);
    return 0;
  }

  @Command(
      description = {
        "Goes on with runs that were cancelled, failed or interrupted, from their last checkpoint."
            + " The result is the one that the run would have had without the interruption."
      },
      mixinStandardHelpOptions = true)
  int resume(
      @Parameters(paramLabel = "RUN", arity = "1..*", description = "Their numbers.")
          List<Long> numbers,
      @Option(names = "--queue", description = "Leaves them to the service, see 'narq2t serve'.")
          boolean queue,
      @Mixin AnswerOptions form)
      throws IOException {
    for (long number : numbers) {
      if (queue) {
        runs.requeue(number);
        out()
            .println(
                form.json ? Answers.text(Map.of("run", number)) : "Run " + number + " is queued");
      } else {
        resume(number, form);
      }
    }
    return 0;
  }

  private void resume(long number, AnswerOptions form) throws IOException {
    RunRecord run = store.get(number);
    try (ProgressDisplay progress =
        new ProgressDisplay("run " + number + " " + run.dataset() + " seed " + run.seed())) {
      Runs.Recorded resumed = runs.resume(number, progress);
      progress.close();
      answers.print(out(), resumed, form);
    }
  }

  @Command(
      description = {
        "Stops runs, queued or running in any process of this installation, within a batch or two."
            + " 'resume' goes on with them."
      },
      mixinStandardHelpOptions = true)
  int cancel(
      @Parameters(paramLabel = "RUN", arity = "1..*", description = "Their numbers.")
          List<Long> numbers,
      @Option(names = "--json", description = "Prints what became of each as JSON.") boolean json) {
    List<ChangedRun> changed = new ArrayList<>();
    for (long number : numbers) {
      boolean asked = runs.cancel(number);
      RunState state = store.get(number).state();
      if (!asked && !state.isActive()) {
        throw new WrongState(
            "Run %d is %s: there is nothing to cancel".formatted(number, state.key()));
      }
      changed.add(tell(number, state.key(), json));
    }
    if (json) {
      Answers.print(spec.commandLine(), changed);
    }
    return 0;
  }

  @Command(
      description = "Deletes runs that are over: their record and their folder.",
      mixinStandardHelpOptions = true)
  int delete(
      @Parameters(paramLabel = "RUN", arity = "1..*", description = "Their numbers.")
          List<Long> numbers,
      @Option(names = "--json", description = "Prints what became of each as JSON.") boolean json)
      throws IOException {
    List<ChangedRun> changed = new ArrayList<>();
    for (long number : numbers) {
      runs.delete(number);
      changed.add(tell(number, "deleted", json));
    }
    if (json) {
      Answers.print(spec.commandLine(), changed);
    }
    return 0;
  }

  /** A run that was cancelled or deleted, as JSON. */
  record ChangedRun(long run, String state) {}

  /** Prints the new state of a run at once, or keeps it for JSON. */
  private ChangedRun tell(long number, String state, boolean json) {
    if (!json) {
      out().println("Run " + number + " is " + state);
    }
    return new ChangedRun(number, state);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
