package org.narq2t.strategy.tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.InMemoryTable;
import org.narq2t.constraint.Constraint;
import org.narq2t.evaluator.table.TableEvaluator;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Round;
import org.narq2t.predictor.FitListener;
import org.narq2t.space.Members;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.Task;
import org.narq2t.space.TorchPermutation;
import org.narq2t.strategy.Proposal;
import org.narq2t.strategy.tiers.SamplingSettings.ConstraintFailure;
import org.narq2t.strategy.tiers.SamplingSettings.Mode;
import org.narq2t.tier.BatchStatistics;

class TiersStrategyTest {
  private static final Members KNOWN = Members.all(Examples.SPACE.size());
  private static final List<BatchStatistics> THREE = Collections.nCopies(3, Examples.statistics());

  /** A strategy, and what was done of its proposals. */
  private static final class Search {
    final Ledger ledger = new Ledger();
    final Examples.ByIndex predictor;
    final TiersStrategy strategy;
    final TableEvaluator evaluator =
        new TableEvaluator(
            new Benchmark(
                Examples.SPACE,
                new InMemoryTable(Examples.accuracies(0), Examples.accuracies(1)),
                KNOWN),
            Task.CIFAR10);

    Search(Mode mode, SearchSettings settings, List<BatchStatistics> statistics) {
      predictor = new Examples.ByIndex(statistics);
      strategy =
          new TiersStrategy(
              Examples.SPACE,
              Task.CIFAR10,
              KNOWN,
              new SplitSettings(20, 10),
              Examples.settings(mode, 0.5, ConstraintFailure.KEEP_LAST),
              settings,
              predictor,
              Constraint.none(KNOWN),
              new RandomStreams(5));
    }

    Search run() {
      for (Optional<Proposal> next = strategy.ask(ledger);
          next.isPresent();
          next = strategy.ask(ledger)) {
        if (next.get() instanceof Proposal.Evaluate wanted) {
          ledger.begin(wanted.purpose(), wanted.batch(), wanted.sampling());
          evaluator.evaluate(wanted.batch(), wanted.purpose(), ledger::add);
        } else {
          predictor.fit(ledger, ledger.steps(), Path.of("unused"), FitListener.NONE);
          ledger.fitted();
        }
      }
      return this;
    }

    List<Round> iterations() {
      return ledger.rounds(Purpose.SEARCH);
    }
  }

  private static Search search(Mode mode, SearchSettings settings) {
    return new Search(mode, settings, THREE).run();
  }

  @Test
  void trainsOnTheBeginningOfTheAuthorsSplitAndValidatesOnWhatFollows() {
    Ledger ledger = search(Mode.UNIFORM, iterations(1)).ledger;
    int[] order = TorchPermutation.of(Examples.SPACE.size(), 5);
    assertThat(ledger.architectures(Purpose.TRAINING)).isEqualTo(Arrays.copyOf(order, 20));
    assertThat(ledger.architectures(Purpose.TIER_VALIDATION))
        .isEqualTo(Arrays.copyOfRange(order, 20, 30));
    assertThat(ledger.observations(Purpose.TRAINING))
        .allMatch(observation -> Double.isNaN(observation.test()));
    assertThat(ledger.fits()).isEqualTo(1);
  }

  @Test
  void looksUpTheBestScoredOfThePredictedTopTier() {
    Search search = search(Mode.UNIFORM, iterations(10));
    assertThat(search.ledger.observations(Purpose.SEARCH)).hasSize(10 * 5);
    for (Observation candidate : search.ledger.observations(Purpose.SEARCH)) {
      assertThat(candidate.architecture() % 2).isZero();
      assertThat(candidate.validation()).isEqualTo(candidate.architecture() / 1000.0);
      assertThat(candidate.test()).isEqualTo(1 + candidate.architecture() / 1000.0);
    }
    for (Round round : search.iterations()) {
      assertThat(round.proposed())
          .extracting(Proposed::score)
          .isSortedAccordingTo(Collections.reverseOrder());
      assertThat(round.proposed()).allMatch(proposed -> Float.isNaN(proposed.latencyMs()));
    }
  }

  @Test
  void eachStatisticsServesSomeIterationsInARow() {
    // ceil(10 / 3) = 4: four, four, two
    List<Integer> used =
        search(Mode.UNIFORM, iterations(10)).iterations().stream()
            .map(round -> round.sampling().statistics())
            .toList();
    assertThat(used.subList(0, 4)).containsOnly(used.get(0));
    assertThat(used.subList(4, 8)).containsOnly(used.get(4));
    assertThat(used.subList(8, 10)).containsOnly(used.get(8));
    assertThat(Set.of(used.get(0), used.get(4), used.get(8))).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void aStrategyThatIsAskedInTheMiddleProposesWhatTheFirstOneDid() {
    Search whole = search(Mode.STATISTICS, iterations(10));
    Search rest = new Search(Mode.STATISTICS, iterations(10), THREE);
    rest.predictor.fit(rest.ledger, 2, Path.of("unused"), FitListener.NONE);
    List<Round> rounds = new ArrayList<>(whole.ledger.rounds());
    rounds.subList(0, 8).forEach(round -> replay(round, rest.ledger));
    rest.ledger.fitted();
    rest.run();
    assertThat(rest.ledger.observations()).isEqualTo(whole.ledger.observations());
  }

  private static void replay(Round round, Ledger ledger) {
    ledger.begin(round.purpose(), round.proposed(), round.sampling());
    ledger.add(round.observations());
  }

  @Test
  void aTrainingSetThatWasCutShortIsAskedForAgainFromThere() {
    Search search = new Search(Mode.UNIFORM, iterations(1), THREE);
    Proposal.Evaluate all = (Proposal.Evaluate) search.strategy.ask(search.ledger).orElseThrow();
    List<Proposed> part = all.batch().subList(0, 7);
    search.ledger.begin(all.purpose(), part, all.sampling());
    search.evaluator.evaluate(part, all.purpose(), search.ledger::add);
    assertThat(((Proposal.Evaluate) search.strategy.ask(search.ledger).orElseThrow()).batch())
        .isEqualTo(all.batch().subList(7, 20));
  }

  @Test
  void randomModeNeedsNoStatistics() {
    Search search = new Search(Mode.RANDOM, iterations(2), List.of()).run();
    assertThat(search.iterations()).hasSize(2).allMatch(r -> r.sampling().statistics() == -1);
    assertThat(search.ledger.observations(Purpose.SEARCH)).hasSize(10);
  }

  @Test
  void otherModesNeedThem() {
    Search search = new Search(Mode.UNIFORM, iterations(2), List.of());
    assertThatThrownBy(search::run)
        .hasMessage("sampling by statistics needs at least one batch of them");
  }

  @Test
  void tooFewInTheTopTierMeansAnIterationWithoutCandidates() {
    Search search = search(Mode.UNIFORM, new SearchSettings(3, 41, true, false));
    assertThat(search.ledger.observations(Purpose.SEARCH)).isEmpty();
    assertThat(search.iterations()).hasSize(3).allMatch(round -> round.sampling().topTier() > 0);
  }

  private static SearchSettings iterations(int iterations) {
    return new SearchSettings(iterations, 5, true, false);
  }
}
