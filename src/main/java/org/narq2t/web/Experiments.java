package org.narq2t.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.narq2t.comparison.ComparedSettings;
import org.narq2t.evaluation.Protocol;
import org.narq2t.evaluation.SeedSummary;
import org.narq2t.tracking.RunDescription;
import org.narq2t.tracking.RunDescriptions;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;

/** Runs put together that differ by their seed only. */
@ApplicationScoped
class Experiments {
  private final RunStore store;
  private final RunDescriptions descriptions;

  Experiments(RunStore store, RunDescriptions descriptions) {
    this.store = store;
    this.descriptions = descriptions;
  }

  /**
   * Runs that differ by their seed only.
   *
   * @param benchmark {@code real} or {@code surrogate}
   * @param settings those by which experiments with the same space and data set differ
   * @param runs their numbers, the newest first
   * @param counts of runs, by state
   * @param accuracies over the finished ones, in %, by rule; test accuracies where they are known
   * @param randomSearch the same of what random search is expected to find with as many look-ups
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Experiment(
      String space,
      String dataset,
      String preset,
      String searchMode,
      String benchmark,
      Map<String, String> settings,
      List<Long> runs,
      List<Long> seeds,
      Map<String, Integer> counts,
      Map<String, Accuracy> accuracies,
      Map<String, Accuracy> randomSearch) {}

  /**
   * An accuracy over seeds, %.
   *
   * @param deviation with divisor n, as the paper's
   */
  public record Accuracy(int seeds, double mean, double deviation, double best) {}

  /** What runs have in common. */
  private record Kind(String benchmark, ComparedSettings settings) {
    static Kind of(RunDescription run) {
      return new Kind(run.benchmark(), ComparedSettings.of(run.parameters()));
    }

    private boolean isBeside(Kind other) {
      return Stream.of("space", "dataset")
          .allMatch(name -> settings.value(name).equals(other.settings.value(name)));
    }
  }

  /** All, the one with the newest run first. */
  List<Experiment> all() {
    Map<Kind, List<RunDescription>> groups =
        store.list().stream()
            .map(descriptions::of)
            .collect(Collectors.groupingBy(Kind::of, LinkedHashMap::new, Collectors.toList()));
    return groups.entrySet().stream()
        .map(group -> experiment(group.getKey(), group.getValue(), groups.keySet()))
        .toList();
  }

  private static Experiment experiment(
      Kind kind, List<RunDescription> runs, Collection<Kind> others) {
    RunDescription first = runs.get(0);
    Map<String, Accuracy> accuracies = new LinkedHashMap<>();
    Map<String, Accuracy> random = new LinkedHashMap<>();
    for (Protocol protocol : Protocol.values()) {
      String rule = protocol.key();
      accuracy(runs, run -> run.accuracy(rule), rule, accuracies);
      accuracy(runs, run -> run.figures().get(rule + "_random"), rule, random);
    }
    return new Experiment(
        first.space(),
        first.dataset(),
        first.preset(),
        first.searchMode(),
        first.benchmark(),
        differences(kind, others),
        runs.stream().map(RunDescription::run).toList(),
        List.copyOf(
            runs.stream().map(RunDescription::seed).collect(Collectors.toCollection(TreeSet::new))),
        counts(runs),
        accuracies,
        random);
  }

  private static void accuracy(
      List<RunDescription> runs,
      Function<RunDescription, Double> figure,
      String name,
      Map<String, Accuracy> into) {
    Map<Long, Double> bySeed = new LinkedHashMap<>(); // of a seed that was repeated the newest run
    for (RunDescription run : runs) {
      Double value = figure.apply(run);
      if (run.state() == RunState.FINISHED && value != null && Double.isFinite(value)) {
        bySeed.putIfAbsent(run.seed(), value);
      }
    }
    double[] values = bySeed.values().stream().mapToDouble(Double::doubleValue).toArray();
    if (values.length > 0) {
      SeedSummary summary = SeedSummary.of(values);
      into.put(
          name, new Accuracy(summary.seeds(), summary.mean(), summary.deviation(), summary.best()));
    }
  }

  private static Map<String, Integer> counts(List<RunDescription> runs) {
    Map<String, Integer> counts = new TreeMap<>();
    runs.forEach(run -> counts.merge(run.state().key(), 1, Integer::sum));
    return counts;
  }

  /** The settings that tell a kind from others beside it, but for those that are shown anyway. */
  private static Map<String, String> differences(Kind kind, Collection<Kind> others) {
    Map<String, String> differences = new TreeMap<>();
    ComparedSettings.differing(others.stream().filter(kind::isBeside).map(Kind::settings).toList())
        .stream()
        .filter(name -> !name.equals("strategy.mode"))
        .forEach(name -> differences.put(name, kind.settings().value(name)));
    return differences;
  }
}
