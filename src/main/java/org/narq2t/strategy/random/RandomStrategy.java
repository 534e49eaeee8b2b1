package org.narq2t.strategy.random;

import java.util.Optional;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Purpose;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.Batch;
import org.narq2t.strategy.Candidates;
import org.narq2t.strategy.Problem;
import org.narq2t.strategy.Proposal;
import org.narq2t.strategy.Strategy;

/** Random search without replacement: the opponent that every other strategy has to beat. */
public final class RandomStrategy implements Strategy {
  private final Problem problem;
  private final RandomSettings settings;
  private final RandomStreams streams;

  public RandomStrategy(Problem problem, RandomSettings settings, RandomStreams streams) {
    this.problem = problem;
    this.settings = settings;
    this.streams = streams;
  }

  @Override
  public Optional<Proposal> ask(Ledger ledger) {
    int room = Batch.room(settings.batch(), settings.queries(), ledger);
    Candidates candidates = new Candidates(problem, ledger, settings.mergeIsomorphic());
    return Batch.of(
        Purpose.SEARCH,
        candidates.draw(room, streams.stream(RandomStreams.Name.RANDOM, ledger.steps())));
  }

  @Override
  public int plannedRounds() {
    return Batch.rounds(settings.queries(), settings.batch());
  }
}
