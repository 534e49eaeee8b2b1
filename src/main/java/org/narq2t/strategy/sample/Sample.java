package org.narq2t.strategy.sample;

import java.util.Optional;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Purpose;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.Batch;
import org.narq2t.strategy.Candidates;
import org.narq2t.strategy.Problem;
import org.narq2t.strategy.Proposal;
import org.narq2t.strategy.Strategy;

/**
 * No search: a random sample, one fit to it, and the end. The evaluation then tells how well the
 * predictor ranks after so many labels.
 */
public final class Sample implements Strategy {
  private final Problem problem;
  private final SampleSettings settings;
  private final RandomStreams streams;

  public Sample(Problem problem, SampleSettings settings, RandomStreams streams) {
    this.problem = problem;
    this.settings = settings;
    this.streams = streams;
  }

  @Override
  public Optional<Proposal> ask(Ledger ledger) {
    if (ledger.fits() > 0) {
      return Optional.empty();
    }
    Optional<Proposal> drawn =
        drawn(Purpose.TRAINING, settings.train(), ledger)
            .or(() -> drawn(Purpose.TIER_VALIDATION, settings.validation(), ledger));
    return drawn.isPresent() || ledger.spent() == 0 ? drawn : Optional.of(new Proposal.Fit());
  }

  /** What is missing of a set, as far as there are architectures; empty if nothing is. */
  private Optional<Proposal> drawn(Purpose purpose, int wanted, Ledger ledger) {
    int missing = wanted - ledger.observations(purpose).size();
    Candidates candidates = new Candidates(problem, ledger, false);
    return Batch.of(
        purpose,
        candidates.draw(
            Math.max(0, missing), streams.stream(RandomStreams.Name.RANDOM, ledger.steps())));
  }
}
