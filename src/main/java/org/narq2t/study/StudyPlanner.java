package org.narq2t.study;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.configuration.InvalidConfiguration;
import org.narq2t.run.Configurations;
import org.narq2t.run.Preflight;
import org.narq2t.run.RunConfiguration;
import org.narq2t.study.Axis.AxisValue;
import org.narq2t.study.StudyFile.Evaluator;
import org.narq2t.study.StudyFile.Shared;
import org.narq2t.study.StudyPlan.PlannedRun;

/** Makes the runs of a study. */
@ApplicationScoped
public class StudyPlanner {
  private final Configurations configurations;
  private final Preflight preflight;

  StudyPlanner(Configurations configurations, Preflight preflight) {
    this.configurations = configurations;
    this.preflight = preflight;
  }

  /**
   * The runs of a study.
   *
   * @throws IllegalArgumentException if the narrowing names what the study does not have
   * @throws InvalidConfiguration if a setting cannot be, naming the study and the value that sets
   *     it
   */
  public StudyPlan plan(Study study, Narrowing narrowing) {
    List<Long> seeds =
        narrowing.seeds().isEmpty()
            ? study.file().seeds().subList(0, study.file().firstSeeds())
            : narrowing.seeds();
    List<PlannedRun> runs = new ArrayList<>();
    for (long seed : seeds) {
      for (List<AxisValue> values : combinations(study, narrowing)) {
        RunConfiguration configuration = configuration(study, narrowing, values, seed);
        runs.add(new PlannedRun(values, configuration, needs(study, runs, configuration)));
      }
    }
    return new StudyPlan(study, List.copyOf(runs));
  }

  private static List<List<AxisValue>> combinations(Study study, Narrowing narrowing) {
    Map<String, Axis> axes = study.file().axes();
    narrowing.axes().keySet().stream()
        .filter(name -> !axes.containsKey(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "study %s has no axis '%s'; it has %s"
                      .formatted(study.name(), name, String.join(", ", axes.keySet())));
            });
    List<List<AxisValue>> combinations = List.of(List.of());
    for (Map.Entry<String, Axis> axis : axes.entrySet()) {
      List<List<AxisValue>> longer = new ArrayList<>();
      for (List<AxisValue> begun : combinations) {
        for (AxisValue value : chosen(axis.getKey(), axis.getValue(), narrowing)) {
          List<AxisValue> next = new ArrayList<>(begun);
          next.add(value);
          longer.add(List.copyOf(next));
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  private static List<AxisValue> chosen(String name, Axis axis, Narrowing narrowing) {
    List<String> names = narrowing.axes().getOrDefault(name, List.of());
    return names.isEmpty()
        ? axis.values()
        : names.stream().distinct().map(value -> axis.value(name, value)).toList();
  }

  private RunConfiguration configuration(
      Study study, Narrowing narrowing, List<AxisValue> values, long seed) {
    List<String> settings = study.settings(narrowing.settings(), values);
    settings.add("seed=" + seed);
    Path file = configurations.folder().resolve(study.base(values));
    try {
      return configurations.read(file, settings);
    } catch (InvalidConfiguration e) {
      throw new InvalidConfiguration(
          "study %s, %s: %s"
              .formatted(
                  study.name(),
                  String.join(" ", values.stream().map(AxisValue::name).toList()),
                  e.getMessage()));
    }
  }

  private static OptionalInt needs(
      Study study, List<PlannedRun> before, RunConfiguration configuration) {
    return study.file().shared() == Shared.NOTHING
        ? OptionalInt.empty()
        : IntStream.range(0, before.size())
            .filter(i -> before.get(i).needs().isEmpty())
            .filter(i -> before.get(i).configuration().otherTraining(configuration).isEmpty())
            .findFirst();
  }

  /**
   * Checks what can be known before the runs start.
   *
   * @throws IllegalArgumentException if there is no table that the study wants, or a run cannot be
   *     done here
   * @throws IOException if the table cannot be read; the message says what to do
   */
  public BenchmarkTable requirePossible(StudyPlan plan) throws IOException {
    RunConfiguration first = plan.runs().get(0).configuration();
    BenchmarkTable table = preflight.require(first).benchmark().table();
    if (plan.study().file().evaluator() == Evaluator.REAL_TABLE && table.isSurrogate()) {
      throw new IllegalArgumentException(
          "study %s needs the real table of %s: 'make data' gets it"
              .formatted(plan.study().name(), first.space()));
    }
    for (PlannedRun run : plan.runs()) {
      preflight.require(run.configuration());
    }
    return table;
  }
}
