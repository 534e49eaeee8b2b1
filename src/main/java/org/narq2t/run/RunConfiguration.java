package org.narq2t.run;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.narq2t.configuration.Impossible;
import org.narq2t.configuration.RecordDifference;
import org.narq2t.constraint.LimitSettings;
import org.narq2t.evaluation.EvaluationSettings;
import org.narq2t.evaluator.EvaluatorSettings;
import org.narq2t.ledger.BudgetSettings;
import org.narq2t.limits.RunLimits;
import org.narq2t.predictor.PredictorSettings;
import org.narq2t.space.NamedSpace;
import org.narq2t.space.Task;
import org.narq2t.strategy.StrategySettings;

/**
 * Everything that decides a run: with the same configuration, table, device and number of threads a
 * run gives the same result.
 *
 * @param space name of the search space, see {@link Spaces}
 * @param dataset one of those that the space was trained on
 * @param preset name of the preset that the file was laid over
 * @param seed root of all random streams, and seed of the authors' data split
 * @param device {@code auto}, {@code cpu} or {@code cuda}
 * @param predictor learns from what was observed
 * @param strategy decides what is observed
 * @param evaluator observes it
 * @param budget the most that may be spent
 * @param limits what a network may cost
 * @param evaluation how the ranking is judged
 */
public record RunConfiguration(
    String space,
    Task dataset,
    String preset,
    long seed,
    Device device,
    PredictorSettings predictor,
    StrategySettings strategy,
    EvaluatorSettings evaluator,
    BudgetSettings budget,
    LimitSettings limits,
    EvaluationSettings evaluation) {

  /** Where the model is computed. */
  public enum Device {
    AUTO,
    CPU,
    CUDA
  }

  public RunConfiguration {
    List<NamedSpace> spaces = Spaces.searchable();
    Impossible.unless(
        spaces.stream().anyMatch(one -> one.name().equals(space)),
        "space",
        "'" + space + "'",
        spaces.stream().map(NamedSpace::name).collect(Collectors.joining(", ")));
    List<Task> tasks = tasks(spaces, space);
    Impossible.unless(
        evaluator.trains() || tasks.contains(dataset),
        "dataset",
        dataset.key(),
        "%s, of %s"
            .formatted(tasks.stream().map(Task::key).collect(Collectors.joining(", ")), space));
    Impossible.unless(
        !limits.front() || strategy.weighsChances(),
        "limits.front",
        limits.front(),
        "false, except for a strategy that weighs chances: sequential");
    Impossible.unless(
        evaluator.atOnce() == 1
            || evaluator.evaluatesElsewhere()
            || !(limits.limitsLatency() || limits.front()),
        "evaluator.workers.count",
        evaluator.atOnce(),
        "1 where latency is limited: it is measured here, which other trainings would disturb");
    Impossible.unless(seed >= 0, "seed", seed, "0 or more");
    String warm = predictor.warm();
    Impossible.unless(
        warm.isEmpty() || warmNames(space).contains(warm),
        "predictor.warm",
        "'" + warm + "'",
        "%s, or '' to start from nothing".formatted(String.join(", ", warmNames(space))));
    predictor.requireFor(strategy.training(), strategy.validation());
  }

  private static List<Task> tasks(List<? extends NamedSpace> spaces, String space) {
    return spaces.stream()
        .filter(one -> one.name().equals(space))
        .flatMap(one -> one.tasks().stream())
        .toList();
  }

  /** The values of {@code predictor.warm} in a space: tasks of which there can be a table. */
  private static List<String> warmNames(String space) {
    return tasks(Spaces.all(), space).stream().map(task -> space + "/" + task.key()).toList();
  }

  /** The names of the predictors that can start from another task: they have the setting. */
  public static List<String> warmPredictors() {
    return Components.SETTINGS.get("predictor").entrySet().stream()
        .filter(
            module ->
                Arrays.stream(module.getValue().getRecordComponents())
                    .anyMatch(setting -> setting.getName().equals("warm")))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The task whose results the predictor starts from, if any. */
  public Optional<Task> warmTask() {
    return tasks(Spaces.all(), space).stream()
        .filter(task -> predictor.warm().equals(space + "/" + task.key()))
        .findFirst();
  }

  /** Whether the predictor learns latency, or latency is limited or traded against accuracy. */
  public boolean measuresLatency() {
    return predictor.latencyWeight() > 0 || limits.limitsLatency() || limits.front();
  }

  /** Its limits, and the part that latency plays. */
  public RunLimits runLimits() {
    return new RunLimits(
        dataset,
        limits,
        measuresLatency(),
        predictor.latencyWeight() > 0,
        strategy.validation() > 0,
        strategy.weighsChances());
  }

  /**
   * The reason why another run fits another predictor: the first difference in anything but preset,
   * device, search and evaluation, in words; empty if both fit the same.
   */
  public Optional<String> otherTraining(RunConfiguration other) {
    return RecordDifference.first(fitted(), other.fitted(), Set.of());
  }

  /** What the fitted predictor depends on. */
  private record Fitted(
      String space,
      Task dataset,
      long seed,
      int training,
      int validation,
      PredictorSettings predictor,
      EvaluatorSettings evaluator,
      String latencyDevice) {}

  private Fitted fitted() {
    return new Fitted(
        space,
        dataset,
        seed,
        strategy.training(),
        strategy.validation(),
        predictor,
        evaluator,
        predictor.latencyWeight() > 0 ? limits.device() : "");
  }

  /** The name of the predictor in configurations. */
  public String predictorName() {
    return Components.name("predictor", predictor);
  }

  /**
   * The method that searched, as papers write it: the predictor, or the strategy where there is
   * none.
   */
  public String method() {
    if (!predictor.title().isEmpty()) {
      return predictor.title();
    }
    return predictor.learns() ? predictorName() : strategyName();
  }

  /** The name of the strategy in configurations. */
  public String strategyName() {
    return Components.name("strategy", strategy);
  }

  /** All look-ups of trained results that it asks for, at most. */
  public int lookUps() {
    return budget.queries() == 0
        ? strategy.lookUps()
        : Math.min(budget.queries(), strategy.lookUps());
  }
}
