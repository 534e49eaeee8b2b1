package org.narq2t.proofs.strategy;

import java.util.Optional;
import java.util.stream.IntStream;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Sampling;
import org.narq2t.space.Domain;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.Problem;
import org.narq2t.strategy.Proposal;
import org.narq2t.strategy.Strategy;

/** A toy strategy: three at a time, in the official order from a random place on. */
record InOrder(Problem problem, int queries, RandomStreams streams) implements Strategy {
  private static final int BATCH = 3;

  @Override
  public Optional<Proposal> ask(Ledger ledger) {
    int size = problem.space().cardinality().orElseThrow();
    int begin = streams.stream(RandomStreams.Name.RANDOM, 0).nextInt(size);
    Domain domain = problem.constraint().domain(ledger);
    var batch =
        IntStream.range(0, size)
            .map(place -> (begin + place) % size)
            .filter(architecture -> domain.contains(architecture) && !ledger.isPaid(architecture))
            .limit(Math.min(BATCH, queries - ledger.spent()))
            .mapToObj(Proposed::of)
            .toList();
    return batch.isEmpty()
        ? Optional.empty()
        : Optional.of(new Proposal.Evaluate(Purpose.SEARCH, batch, Sampling.NONE));
  }
}
