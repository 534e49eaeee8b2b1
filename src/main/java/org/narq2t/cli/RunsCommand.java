package org.narq2t.cli;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.narq2t.experiment.Experiment;
import org.narq2t.experiment.FoundCells;
import org.narq2t.experiment.Json;
import org.narq2t.experiment.RunFolder;
import org.narq2t.experiment.RunStore;
import org.narq2t.experiment.RunStore.RunRecord;
import org.narq2t.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(list | show | compare | report)",
    description = "The record of runs: what was run, with which settings, and what came out.")
public final class RunsCommand {
  @Spec CommandSpec spec;
  @Inject RunStore store;
  @Inject Settings settings;
  @Inject StudyReport report;
  @Inject FoundCells foundCells;

  @Command(description = "Lists all runs, the newest first.", mixinStandardHelpOptions = true)
  int list(@Option(names = "--json", description = "Print JSON.") boolean json) throws IOException {
    List<RunRecord> runs = store.list();
    PrintWriter out = out();
    if (json) {
      out.println(Json.MAPPER.writeValueAsString(runs.stream().map(this::describe).toList()));
    } else if (runs.isEmpty()) {
      out.println("No runs yet. Start with: narq2t run configs/examples/smoke.yaml");
    } else {
      String[] header = {
        "run",
        "state",
        "benchmark",
        "dataset",
        "preset",
        "seed",
        "oracle-test %",
        "validation %",
        "tau (test)",
        "seconds",
        "started"
      };
      out.println(TextTable.of(header, runs.stream().map(this::row).toList()));
    }
    return 0;
  }

  private String[] row(RunRecord run) {
    Map<String, Double> summary = store.summary(run.id());
    return new String[] {
      Long.toString(run.id()),
      run.state(),
      run.benchmark(),
      run.dataset(),
      run.preset(),
      Long.toString(run.seed()),
      number(summary.get("oracle-test_test"), "%.2f"),
      number(summary.get("validation_test"), "%.2f"),
      number(summary.get("tau_test"), "%.4f"),
      number(summary.get("seconds"), "%.0f"),
      run.startedAt().toLocalDateTime().withNano(0).toString()
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
      out.println(Json.MAPPER.writeValueAsString(describe(run)));
    } else if (run.state().equals("finished")) {
      Experiment.Finished finished = new RunFolder(settings.runs().resolve(run.name())).finished();
      RunSummary.print(
          new Printout(out, run.benchmark()),
          number,
          finished.result(),
          foundCells.of(finished),
          true);
      out.println("Folder " + settings.runs().resolve(run.name()));
    } else {
      out.printf(
          "Run %d is %s%s%n",
          number, run.state(), run.message() == null ? "" : ": " + run.message());
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
    List<RunRecord> runs = numbers.stream().map(store::get).toList();
    if (json) {
      out().println(Json.MAPPER.writeValueAsString(runs.stream().map(this::describe).toList()));
      return 0;
    }
    List<String[]> rows = new ArrayList<>();
    rows.add(cells("benchmark", runs.stream().map(RunRecord::benchmark).toList()));
    List<Map<String, String>> parameters =
        runs.stream().map(run -> store.parameters(run.id())).toList();
    for (String name : names(parameters)) {
      List<String> values = parameters.stream().map(p -> p.getOrDefault(name, "-")).toList();
      if (values.stream().distinct().count() > 1) {
        rows.add(cells(name, values));
      }
    }
    List<Map<String, Double>> figures = runs.stream().map(run -> store.summary(run.id())).toList();
    for (String name : names(figures)) {
      rows.add(cells(name, figures.stream().map(f -> number(f.get(name), "%.4f")).toList()));
    }
    String[] header = cells("", numbers.stream().map(n -> "run " + n).toList());
    out().println(TextTable.of(header, rows));
    return 0;
  }

  @Command(
      description = "Prints Table II of finished runs and writes their report with plots.",
      mixinStandardHelpOptions = true)
  int report(
      @Parameters(paramLabel = "RUN", arity = "1..*", description = "Their numbers.")
          List<Long> numbers)
      throws IOException {
    List<Experiment.Finished> finished = new ArrayList<>();
    for (Long number : numbers) {
      RunRecord run = store.get(number);
      if (!run.state().equals("finished")) {
        throw new IllegalArgumentException("Run " + number + " is " + run.state());
      }
      finished.add(new RunFolder(settings.runs().resolve(run.name())).finished());
    }
    Path page = report.report(finished, Printout.of(out(), finished.get(0).result().table()));
    out().println("Report: " + page);
    return 0;
  }

  private Map<String, Object> describe(RunRecord run) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("run", run.id());
    description.put("name", run.name());
    description.put("state", run.state());
    description.put("message", run.message());
    description.put("benchmark", run.benchmark());
    description.put("started_at", run.startedAt().toString());
    description.put("finished_at", run.finishedAt() == null ? null : run.finishedAt().toString());
    description.put("parameters", store.parameters(run.id()));
    description.put("figures", store.summary(run.id()));
    return description;
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
