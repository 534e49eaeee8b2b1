package org.narq2t.strategy.local;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Purpose;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.Batch;
import org.narq2t.strategy.Candidates;
import org.narq2t.strategy.Problem;
import org.narq2t.strategy.Proposal;
import org.narq2t.strategy.Strategy;

/**
 * Local search (White et al. 2021, "Exploring the Loss Landscape in Neural Architecture Search"):
 * all neighbours of the best are trained, the search goes on from the best of them, and from new
 * random architectures once none is better.
 */
public final class LocalSearch implements Strategy {
  private final Problem problem;
  private final LocalSettings settings;
  private final RandomStreams streams;

  public LocalSearch(Problem problem, LocalSettings settings, RandomStreams streams) {
    this.problem = problem;
    this.settings = settings;
    this.streams = streams;
  }

  @Override
  public Optional<Proposal> ask(Ledger ledger) {
    RandomGenerator random = streams.stream(RandomStreams.Name.LOCAL, ledger.steps());
    Candidates candidates = new Candidates(problem, ledger, settings.mergeIsomorphic());
    Climb climb = Climb.retrace(ledger, problem.space(), problem.split(), candidates::key);
    while (climb.place().isPresent()) {
      int[] neighbours = candidates.distinct(problem.space().neighbours(climb.place().getAsInt()));
      if (neighbours.length > 0) {
        RandomStreams.shuffle(neighbours, random); // a budget may cut the batch short
        int room = Batch.room(neighbours.length, settings.queries(), ledger);
        return Batch.of(Purpose.SEARCH, Arrays.copyOf(neighbours, room));
      }
      climb.step();
    }
    int room = Batch.room(settings.starts(), settings.queries(), ledger);
    return Batch.of(Purpose.SEARCH, candidates.draw(room, random));
  }
}
