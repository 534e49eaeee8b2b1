package org.narq2t.cli;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.narq2t.comparison.ComparedSettings;
import org.narq2t.report.SearchPage;
import org.narq2t.report.SearchReport;
import org.narq2t.run.Experiment;
import org.narq2t.run.FoundCells;
import org.narq2t.run.Json;
import org.narq2t.study.Reports;
import org.narq2t.tracking.RunDescription;
import org.narq2t.tracking.RunDescriptions;
import org.narq2t.tracking.RunMetrics;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;
import org.narq2t.tracking.WrongState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel =
        "(list | show | compare | report | export | resume | cancel | delete)",
    description = "The record of runs: what was run, with which settings, and what came out.",
    subcommands = {RunsExportCommand.class})
public final class RunsCommand {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  @Spec CommandSpec spec;
  @Inject RunStore store;
  @Inject RunDescriptions descriptions;
  @Inject Runs runs;
  @Inject RunMetrics metrics;
  @Inject Reports reports;
  @Inject SearchPage pages;
  @Inject FoundCells foundCells;
  @Inject TrainedRuns trained;

  @Command(description = "Lists all runs, the newest first.", mixinStandardHelpOptions = true)
  int list(
      @Option(names = "--state", description = "Only runs in this state.") Optional<String> state,
      @Option(names = "--json", description = "Print JSON.") boolean json)
      throws IOException {
    RunStore.Filter filter =
        new RunStore.Filter(state.map(RunState::of), Optional.empty(), Optional.empty());
    List<RunDescription> all =
        store.list(filter, 0, Integer.MAX_VALUE).stream().map(descriptions::brief).toList();
    PrintWriter out = out();
    if (json) {
      out.println(Json.MAPPER.writeValueAsString(all));
    } else if (all.isEmpty()) {
      out.println("No runs. Start with: narq2t run configs/examples/smoke.yaml");
    } else {
      String[] header = {
        "run",
        "state",
        "benchmark",
        "space",
        "dataset",
        "preset",
        "mode",
        "seed",
        "oracle-test %",
        "validation %",
        "tau",
        "seconds",
        "submitted"
      };
      out.println(TextTable.of(header, all.stream().map(RunsCommand::row).toList()));
      if (all.stream().anyMatch(RunDescription::isWithoutTest)) {
        out.println("v: validation accuracies, the table of that space has no others");
      }
    }
    return 0;
  }

  private static String[] row(RunDescription run) {
    String split = run.isWithoutTest() ? " v" : "";
    Double tau = run.figures().getOrDefault("tau_test", run.figures().get("tau_validation"));
    return new String[] {
      Long.toString(run.run()),
      run.state().isActive() && run.progress().steps() > 0
          ? "%s %s %d %%"
              .formatted(run.state().key(), run.progress().stage(), run.progress().percent())
          : run.state().key(),
      run.benchmark(),
      run.space(),
      run.dataset(),
      run.preset(),
      run.searchMode(),
      Long.toString(run.seed()),
      number(run.accuracy("oracle-test"), "%.2f"),
      number(run.accuracy("validation"), "%.2f" + split),
      number(tau, "%.4f" + split),
      number(run.figures().get("seconds"), "%.0f"),
      run.submittedAt().format(SECONDS)
    };
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
    } else if (run.state() == RunState.FINISHED && trained.holds(run)) {
      trained.show(out, run);
    } else if (run.state() == RunState.FINISHED) {
      Experiment.Finished finished = runs.folder(run).finished();
      RunSummary.print(
          new Printout(out, run.benchmark()),
          number,
          finished.result(),
          foundCells.of(finished),
          true);
      out.println("Folder " + runs.folder(run).path());
    } else {
      out.printf(
          "Run %d is %s%s%n",
          number, run.state().key(), run.message() == null ? "" : ": " + run.message());
    }
    return 0;
  }

  @Command(
      description = "Compares runs: the settings that differ, and the figures side by side.",
      mixinStandardHelpOptions = true)
  int compare(
      @Parameters(paramLabel = "RUN", arity = "2..*", description = "Their numbers.")
          List<Long> numbers,
      @Option(names = "--json", description = "Print JSON.") boolean json)
      throws IOException {
    List<RunRecord> compared = numbers.stream().map(store::get).toList();
    if (json) {
      out()
          .println(
              Json.MAPPER.writeValueAsString(compared.stream().map(descriptions::of).toList()));
      return 0;
    }
    List<String[]> rows = new ArrayList<>();
    rows.add(cells("benchmark", compared.stream().map(RunRecord::benchmark).toList()));
    List<ComparedSettings> settings =
        compared.stream()
            .map(run -> new ComparedSettings(new TreeMap<>(store.parameters(run.id()))))
            .toList();
    for (String name : ComparedSettings.differing(settings)) {
      rows.add(cells(name, settings.stream().map(run -> run.value(name)).toList()));
    }
    List<Map<String, Double>> figures =
        compared.stream().map(run -> metrics.summary(run.id())).toList();
    for (String name : names(figures)) {
      rows.add(cells(name, figures.stream().map(f -> number(f.get(name), "%.4f")).toList()));
    }
    String[] header = cells("", numbers.stream().map(n -> "run " + n).toList());
    out().println(TextTable.of(header, rows));
    return 0;
  }

  @Command(
      description =
          "Prints what finished runs found, beside random search, and writes their report with plots."
              + " Means are taken over runs that are equal in all but the seed.",
      mixinStandardHelpOptions = true)
  int report(
      @Parameters(paramLabel = "RUN", arity = "1..*", description = "Their numbers.")
          List<Long> numbers)
      throws IOException {
    List<RunRecord> reported = numbers.stream().map(store::get).toList();
    for (RunRecord run : reported) {
      if (run.state() != RunState.FINISHED) {
        throw new WrongState("Run " + run.id() + " is " + run.state().key());
      }
    }
    for (RunRecord run : reported) {
      if (trained.holds(run)) {
        trained.report(out(), reported);
        return 0;
      }
    }
    if (reported.size() == 1 && SearchReport.suits(runs.folder(reported.get(0)).result())) {
      RunRecord run = reported.get(0);
      out().println("Report: " + pages.write(run.id(), runs.folder(run)).page());
      return show(run.id(), false);
    }
    Reports.Written written = reports.write(reported);
    new Printout(out(), reported.get(0).benchmark()).print(written.tables().toText());
    out().println("Report: " + written.page());
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
          boolean queue)
      throws IOException {
    for (long number : numbers) {
      if (queue) {
        runs.requeue(number);
        out().println("Run " + number + " is queued");
      } else {
        resume(number);
      }
    }
    return 0;
  }

  private void resume(long number) throws IOException {
    RunRecord run = store.get(number);
    try (ProgressDisplay progress =
        new ProgressDisplay("run " + number + " " + run.dataset() + " seed " + run.seed())) {
      Runs.Recorded resumed = runs.resume(number, progress);
      progress.close();
      RunSummary.printRecorded(out(), resumed, foundCells);
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
          List<Long> numbers) {
    for (long number : numbers) {
      boolean asked = runs.cancel(number);
      RunState state = store.get(number).state();
      if (!asked && !state.isActive()) {
        throw new WrongState(
            "Run %d is %s: there is nothing to cancel".formatted(number, state.key()));
      }
      out().println("Run " + number + " is " + state.key());
    }
    return 0;
  }

  @Command(
      description = "Deletes runs that are over: their record and their folder.",
      mixinStandardHelpOptions = true)
  int delete(
      @Parameters(paramLabel = "RUN", arity = "1..*", description = "Their numbers.")
          List<Long> numbers)
      throws IOException {
    for (long number : numbers) {
      runs.delete(number);
      out().println("Run " + number + " is deleted");
    }
    return 0;
  }

  private static <T> TreeSet<String> names(List<Map<String, T>> maps) {
    TreeSet<String> names = new TreeSet<>();
    maps.forEach(map -> names.addAll(map.keySet()));
    return names;
  }

  private static String[] cells(String first, List<String> rest) {
    List<String> cells = new ArrayList<>(List.of(first));
    cells.addAll(rest);
    return cells.toArray(String[]::new);
  }

  private static String number(Double value, String format) {
    return value == null ? "-" : String.format(Locale.ROOT, format, value);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
