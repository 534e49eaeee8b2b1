package org.narq2t.report;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.evaluation.RandomSearch.Expectation;
import org.narq2t.ledger.Round;
import org.narq2t.run.BenchmarkSource;
import org.narq2t.run.Iteration;
import org.narq2t.run.RunConfiguration;
import org.narq2t.space.Presenter;
import org.narq2t.space.Task;

/**
 * Judges the search of a run that is not over: the curves of {@link RunCharts} up to now, beside
 * random search up to the last query that the run can make. The whole table is read once, random
 * search computed once; what was found is then cheap to judge after every iteration.
 */
public final class SearchInProgress {
  private static final int DRAWN = 3;
  private static final int LISTED = 10;

  private final Presenter space;
  private final RunGroup group;
  private final Map<SelectionRule, List<Expectation>> random = new EnumMap<>(SelectionRule.class);

  /**
   * The results up to now.
   *
   * @param accuracy what results are reported by
   * @param splits of the accuracies that are shown, for headings
   */
  public record State(
      String accuracy,
      List<String> splits,
      String caveat,
      List<SearchCurve> curves,
      List<DrawnCandidate> drawn,
      List<RankedCandidate> candidates) {}

  private SearchInProgress(RunConfiguration configuration, Presenter space, RunGroup group) {
    this.space = space;
    this.group = group;
    int known = configuration.strategy().beforeSearch();
    int candidates = configuration.strategy().lookUps() - configuration.strategy().beforeSearch();
    for (SelectionRule rule : rules()) {
      int before = rule == SelectionRule.SEARCH_ALONE ? 0 : known;
      random.put(
          rule,
          SearchCurve.random(
              rule, group.accuracies(), Math.max(1, before), Math.max(1, before + candidates)));
    }
  }

  /**
   * Opens the table of a run.
   *
   * @throws IOException if it cannot be read; the message says what to do
   */
  public static SearchInProgress of(RunConfiguration configuration, BenchmarkSource opener)
      throws IOException {
    Task dataset = configuration.dataset();
    Benchmark benchmark = opener.open(configuration);
    Presenter space = benchmark.space().presenter();
    String name = Messages.dataset(dataset);
    RunGroup group =
        RunGroup.of(
            space,
            new RunGroup.Variant(0, dataset.key(), name, List.of(name), ""),
            LatencyTask.of(configuration),
            dataset,
            benchmark,
            Accuracies.of(benchmark, dataset),
            List.of());
    return new SearchInProgress(configuration, space, group);
  }

  private List<SelectionRule> rules() {
    return group.accuracies().members() == 0
        ? List.of()
        : SelectionRule.reporting(group.accuracies().reported());
  }

  /**
   * The results up to now.
   *
   * @param rounds recorded so far, of which those before the search are read
   * @param iterations of the search; none before it
   */
  public State after(List<Round> rounds, List<Iteration> iterations) {
    int[] before = SearchCurve.before(rounds);
    int[] candidates = SearchCurve.architectures(iterations);
    return new State(
        group.scope().reported().key(),
        group.accuracies().splits().stream().map(split -> split.key()).toList(),
        group.scope().caveat(),
        rules().stream()
            .map(rule -> SearchCurve.found(rule, before, candidates, group.accuracies()))
            .map(curve -> curve.beside(random.get(curve.rule())))
            .toList(),
        DrawnCandidate.best(space, group, iterations, DRAWN),
        RankedCandidate.best(group, iterations, LISTED));
  }
}
