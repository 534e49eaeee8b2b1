package org.narq2t.strategy.sequential;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Sampling;
import org.narq2t.predictor.Predictor;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.Batch;
import org.narq2t.strategy.Candidates;
import org.narq2t.strategy.Problem;
import org.narq2t.strategy.Proposal;
import org.narq2t.strategy.Result;
import org.narq2t.strategy.Strategy;

/**
 * A predictor asked step by step: a first design, then round after round a fit to all that is
 * known, and the batch of candidates that the acquisition finds most worth training. Where limits
 * have to be learnt, it weighs the chance to keep them: near a limit it explores.
 */
public final class Sequential implements Strategy {
  private final Problem problem;
  private final Predictor predictor;
  private final SequentialSettings settings;
  private final RandomStreams streams;

  public Sequential(
      Problem problem, Predictor predictor, SequentialSettings settings, RandomStreams streams) {
    this.problem = problem;
    this.predictor = predictor;
    this.settings = settings;
    this.streams = streams;
  }

  @Override
  public Optional<Proposal> ask(Ledger ledger) {
    int room = Batch.room(Integer.MAX_VALUE, settings.queries(), ledger);
    if (room == 0) {
      return Optional.empty();
    }
    RandomGenerator random = streams.stream(RandomStreams.Name.SEQUENTIAL, ledger.steps());
    List<Result> known =
        Result.of(ledger, problem.split()).stream().filter(Result::isThere).toList();
    int missing = settings.initial() - known.size(); // failed trainings are made up for
    if (missing > 0) {
      FirstDesign design = new FirstDesign(problem, settings.design());
      Candidates candidates = new Candidates(problem, ledger, settings.mergeIsomorphic());
      int[] first = design.choose(Math.min(missing, room), candidates, random);
      if (first.length > 0 || known.isEmpty()) {
        return Batch.of(Purpose.TRAINING, first);
      }
    }
    if (!ledger.isFitted()) {
      return Optional.of(new Proposal.Fit());
    }
    return propose(Math.min(settings.batch(), room), ledger, known, random);
  }

  private Optional<Proposal> propose(
      int wanted, Ledger ledger, List<Result> known, RandomGenerator random) {
    Pool pool = pool(ledger, known, random);
    if (pool.size() == 0) {
      return Optional.empty();
    }
    int[] kept =
        known.stream()
            .mapToInt(Result::architecture)
            .filter(architecture -> problem.constraint().keeps(ledger, architecture))
            .toArray();
    int[] learnt = known.stream().mapToInt(Result::architecture).toArray();
    Beliefs beliefs = Beliefs.of(predictor, pool, kept.length == 0 ? learnt : kept);
    Acquisition acquisition =
        pool.isCertain() ? settings.acquisition() : settings.limitedAcquisition();
    int[] chosen =
        acquisition == Acquisition.THOMPSON_SAMPLING
            ? Choice.byDrawnFunctions(predictor, pool, settings, wanted, random)
            : Choice.byValue(
                acquisition, kept.length == 0 ? beliefs.ofNoneKept() : beliefs, settings, wanted);
    return Optional.of(
        new Proposal.Evaluate(
            Purpose.SEARCH,
            Arrays.stream(chosen).mapToObj(beliefs::proposed).toList(),
            Sampling.ofPool(pool.size(), beliefs.topTier())));
  }

  private Pool pool(Ledger ledger, List<Result> known, RandomGenerator random) {
    Candidates candidates = Candidates.possible(problem, ledger, settings.mergeIsomorphic());
    Growth growth = new Growth(problem.space(), settings);
    int[] all = candidates.every().orElseGet(() -> growth.from(known, candidates, random));
    return Pool.of(all, problem.constraint().chances(ledger, all), candidates);
  }

  @Override
  public int plannedRounds() {
    return Batch.rounds(settings.queries() - settings.initial(), settings.batch());
  }
}
