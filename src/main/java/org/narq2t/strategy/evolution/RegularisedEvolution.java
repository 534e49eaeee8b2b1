package org.narq2t.strategy.evolution;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Purpose;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.Batch;
import org.narq2t.strategy.Candidates;
import org.narq2t.strategy.Problem;
import org.narq2t.strategy.Proposal;
import org.narq2t.strategy.Result;
import org.narq2t.strategy.Strategy;

/**
 * Regularised evolution (Real et al. 2019, "Regularized Evolution for Image Classifier Architecture
 * Search"): the best of a tournament has a child that differs by a single change, and the oldest
 * dies, however good it is. So the population is always the youngest that were trained.
 *
 * <p>Unlike theirs a child is one that was not trained before: it would cost nothing here and teach
 * nothing. A parent without such children lets another tournament be held.
 */
public final class RegularisedEvolution implements Strategy {
  private static final int TOURNAMENTS = 100;

  private final Problem problem;
  private final EvolutionSettings settings;
  private final RandomStreams streams;

  public RegularisedEvolution(Problem problem, EvolutionSettings settings, RandomStreams streams) {
    this.problem = problem;
    this.settings = settings;
    this.streams = streams;
  }

  @Override
  public Optional<Proposal> ask(Ledger ledger) {
    RandomGenerator random = streams.stream(RandomStreams.Name.EVOLUTION, ledger.steps());
    Candidates candidates = new Candidates(problem, ledger, settings.mergeIsomorphic());
    List<Result> trained = Result.of(ledger, problem.split());
    int missing = settings.population() - trained.size();
    if (missing > 0) {
      int room = Batch.room(missing, settings.queries(), ledger);
      int[] first = candidates.draw(room, random);
      if (first.length > 0 || trained.isEmpty()) {
        return Batch.of(Purpose.SEARCH, first);
      }
    }
    List<Result> population = trained.subList(Math.max(0, -missing), trained.size());
    int room = Batch.room(settings.batch(), settings.queries(), ledger);
    return Batch.of(
        Purpose.SEARCH,
        IntStream.range(0, room).flatMap(i -> child(population, candidates, random)).toArray());
  }

  /** A child that was not trained, a random architecture if none is found, nothing if all are. */
  private IntStream child(List<Result> population, Candidates candidates, RandomGenerator random) {
    for (int held = 0; held < TOURNAMENTS; held++) {
      int[] children = candidates.distinct(problem.space().neighbours(winner(population, random)));
      if (children.length > 0) {
        int child = children[random.nextInt(children.length)];
        candidates.take(child);
        return IntStream.of(child);
      }
    }
    return IntStream.of(candidates.draw(1, random));
  }

  private int winner(List<Result> population, RandomGenerator random) {
    Result winner = population.get(random.nextInt(population.size()));
    for (int drawn = 1; drawn < settings.tournament(); drawn++) {
      Result other = population.get(random.nextInt(population.size()));
      if (other.accuracy() > winner.accuracy()) {
        winner = other;
      }
    }
    return winner.architecture();
  }

  /** The first population, and then batch by batch. */
  @Override
  public int plannedRounds() {
    return 1 + Batch.rounds(settings.queries() - settings.population(), settings.batch());
  }
}
