package org.narq2t.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.narq2t.comparison.ComparedSettings;
import org.narq2t.tracking.RunDescriptions;
import org.narq2t.tracking.RunMetrics;
import org.narq2t.tracking.RunParameters;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Compares runs: the settings that differ, and the figures side by side.")
public final class RunsCompareCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  private final RunStore store;
  private final RunParameters parameters;
  private final RunDescriptions descriptions;
  private final RunMetrics metrics;

  @Parameters(paramLabel = "RUN", arity = "2..*", description = "Their numbers.")
  List<Long> numbers = List.of();

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  RunsCompareCommand(
      RunStore store, RunParameters parameters, RunDescriptions descriptions, RunMetrics metrics) {
    this.store = store;
    this.parameters = parameters;
    this.descriptions = descriptions;
    this.metrics = metrics;
  }

  @Override
  public Integer call() {
    List<RunRecord> compared = numbers.stream().map(store::get).toList();
    if (json) {
      Answers.print(spec.commandLine(), compared.stream().map(descriptions::of).toList());
      return 0;
    }
    List<String[]> rows = new ArrayList<>();
    rows.add(cells("benchmark", compared.stream().map(RunRecord::benchmark).toList()));
    List<ComparedSettings> settings =
        compared.stream()
            .map(run -> new ComparedSettings(new TreeMap<>(parameters.of(run.id()))))
            .toList();
    for (String name : ComparedSettings.differing(settings)) {
      rows.add(cells(name, settings.stream().map(run -> run.value(name)).toList()));
    }
    List<Map<String, Double>> figures =
        compared.stream().map(run -> metrics.summary(run.id())).toList();
    for (String name : names(figures)) {
      rows.add(cells(name, figures.stream().map(f -> figure(f.get(name))).toList()));
    }
    String[] header = cells("", numbers.stream().map(n -> "run " + n).toList());
    spec.commandLine().getOut().println(TextTable.of(header, rows));
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

  private static String figure(Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }
}
