package org.narq2t.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.narq2t.benchmark.BudgetExhausted;
import org.narq2t.benchmark.InMemoryTable;
import org.narq2t.benchmark.QueryBudget;
import org.narq2t.ledger.Split;
import org.narq2t.search.SamplingSettings.ConstraintFailure;
import org.narq2t.search.SamplingSettings.Mode;
import org.narq2t.space.Dataset;
import org.narq2t.space.RandomStreams;
import org.narq2t.tier.BatchStatistics;

class ArchitectureSearchTest {

  private static final List<BatchStatistics> THREE = Collections.nCopies(3, Examples.statistics());

  private final QueryBudget budget = budget(OptionalInt.empty());
  private final List<SearchIteration> iterations = new ArrayList<>();

  @Test
  void looksUpTheBestScoredOfThePredictedTopTier() {
    List<Candidate> candidates = search(Mode.UNIFORM, both(10)).run(THREE, iterations::add);
    assertThat(candidates).hasSize(10 * 5);
    for (Candidate candidate : candidates) {
      assertThat(candidate.architecture() % 2).isZero();
      assertThat(candidate.validation()).isEqualTo(candidate.architecture() / 1000.0);
      assertThat(candidate.test()).isEqualTo(1 + candidate.architecture() / 1000.0);
      assertThat(candidate.predictedLatencyMs()).isNaN();
    }
    for (SearchIteration iteration : iterations) {
      assertThat(iteration.candidates())
          .extracting(Candidate::score)
          .isSortedAccordingTo(Collections.reverseOrder());
    }
  }

  @Test
  void everyLookUpIsCounted() {
    List<Candidate> candidates = search(Mode.UNIFORM, both(10)).run(THREE, iterations::add);
    long distinct = candidates.stream().map(Candidate::architecture).distinct().count();
    assertThat(budget.spent()).isEqualTo((int) distinct);
    assertThat(budget.records()).hasSize(2).allMatch(entry -> entry.lookUps() == 50);
  }

  @Test
  void onlyTheWantedAccuraciesAreLookedUp() {
    SearchSettings settings = new SearchSettings(2, 5, true, false, Set.of(Split.VALIDATION));
    List<Candidate> candidates = search(Mode.UNIFORM, settings).run(THREE, iterations::add);
    assertThat(candidates).allMatch(candidate -> Double.isNaN(candidate.test()));
    assertThat(budget.known(Split.TEST)).isEmpty();
  }

  @Test
  void eachStatisticsServesSomeIterationsInARow() {
    // ceil(10 / 3) = 4: four, four, two
    search(Mode.UNIFORM, both(10)).run(THREE, iterations::add);
    List<Integer> used = iterations.stream().map(SearchIteration::statistics).toList();
    assertThat(used.subList(0, 4)).containsOnly(used.get(0));
    assertThat(used.subList(4, 8)).containsOnly(used.get(4));
    assertThat(used.subList(8, 10)).containsOnly(used.get(8));
    assertThat(Set.of(used.get(0), used.get(4), used.get(8))).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void aSearchThatGoesOnGivesWhatTheUninterruptedOneGives() {
    List<Candidate> whole = search(Mode.STATISTICS, both(10)).run(THREE, iterations::add);
    List<Candidate> rest = search(Mode.STATISTICS, both(10)).runFrom(6, THREE, iterations::add);
    assertThat(rest).isEqualTo(whole.subList(30, 50));
  }

  @Test
  void randomModeNeedsNoStatistics() {
    assertThat(search(Mode.RANDOM, both(2)).run(List.of(), iterations::add)).hasSize(10);
    assertThat(iterations).allMatch(iteration -> iteration.statistics() == -1);
  }

  @Test
  void otherModesNeedThem() {
    assertThatThrownBy(() -> search(Mode.UNIFORM, both(2)).run(List.of(), iterations::add))
        .hasMessage("sampling by statistics needs at least one batch of them");
  }

  @Test
  void tooFewInTheTopTierMeansAnIterationWithoutCandidates() {
    SearchSettings settings = new SearchSettings(3, 41, true, false, Set.of(Split.TEST));
    assertThat(search(Mode.UNIFORM, settings).run(THREE, iterations::add)).isEmpty();
    assertThat(iterations).hasSize(3).allMatch(iteration -> iteration.topTier() > 0);
  }

  @Test
  void stopsWhenTheBudgetIsSpent() {
    ArchitectureSearch search = search(Mode.UNIFORM, both(10), budget(OptionalInt.of(7)));
    assertThatThrownBy(() -> search.run(THREE, iterations::add))
        .isInstanceOf(BudgetExhausted.class);
    assertThat(iterations).hasSizeLessThan(10);
  }

  private static SearchSettings both(int iterations) {
    return new SearchSettings(iterations, 5, true, false, Set.of(Split.VALIDATION, Split.TEST));
  }

  private static QueryBudget budget(OptionalInt limit) {
    return new QueryBudget(
        new InMemoryTable(Examples.accuracies(0), Examples.accuracies(1)), Dataset.CIFAR10, limit);
  }

  private ArchitectureSearch search(Mode mode, SearchSettings settings) {
    return search(mode, settings, budget);
  }

  private static ArchitectureSearch search(Mode mode, SearchSettings settings, QueryBudget budget) {
    SamplingSettings sampling = Examples.settings(mode, 0.5, ConstraintFailure.KEEP_LAST);
    return new ArchitectureSearch(
        new ArchitectureSampler(Examples.SPACE, Dataset.CIFAR10, sampling),
        new Examples.ByIndex(),
        budget,
        settings,
        new RandomStreams(5));
  }
}
