package org.narq2t.strategy.tiers;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.narq2t.constraint.Constraint;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Sampling;
import org.narq2t.predictor.FitRecord;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.Scores;
import org.narq2t.space.Domain;
import org.narq2t.space.Members;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;
import org.narq2t.space.TorchPermutation;
import org.narq2t.strategy.Proposal;
import org.narq2t.strategy.Strategy;
import org.narq2t.strategy.tiers.SamplingSettings.Mode;
import org.narq2t.tier.BatchStatistics;

/**
 * The paper's search (Algorithms 1 and 4): a training and a validation set, one fit, and then
 * iterations in which a batch is sampled under constraints from the tier statistics and the best of
 * the predicted top tier is looked up.
 */
public final class TiersStrategy implements Strategy {
  private final SearchSpace space;
  private final Task dataset;
  private final Members known;
  private final SplitSettings split;
  private final SamplingSettings sampling;
  private final SearchSettings settings;
  private final Predictor predictor;
  private final Constraint constraint;
  private final RandomStreams streams;
  private Optional<ArchitectureSampler> sampler = Optional.empty(); // follows from the fit

  /**
   * @param known the architectures whose results can be had
   * @param limited whether candidates must keep limits
   */
  public TiersStrategy(
      SearchSpace space,
      Task dataset,
      Members known,
      TiersSettings settings,
      boolean limited,
      Predictor predictor,
      Constraint constraint,
      RandomStreams streams) {
    this(
        space,
        dataset,
        known,
        settings.split(),
        settings.sampling(),
        settings.loop(limited),
        predictor,
        constraint,
        streams);
  }

  TiersStrategy(
      SearchSpace space,
      Task dataset,
      Members known,
      SplitSettings split,
      SamplingSettings sampling,
      SearchSettings settings,
      Predictor predictor,
      Constraint constraint,
      RandomStreams streams) {
    this.space = space;
    this.dataset = dataset;
    this.known = known;
    this.split = split;
    this.sampling = sampling;
    this.settings = settings;
    this.predictor = predictor;
    this.constraint = constraint;
    this.streams = streams;
  }

  @Override
  public Optional<Proposal> ask(Ledger ledger) {
    if (ledger.fits() == 0) {
      Optional<Proposal> set = unobserved(ledger, Purpose.TRAINING, 0, split.train());
      if (set.isEmpty()) {
        set = unobserved(ledger, Purpose.TIER_VALIDATION, split.train(), split.validation());
      }
      if (set.isEmpty()) {
        constraint.domain(ledger); // limits that nothing keeps are known before the long training
        set = Optional.of(new Proposal.Fit());
      }
      return set;
    }
    int iteration = ledger.rounds(Purpose.SEARCH).size();
    return iteration < settings.iterations()
        ? Optional.of(iterate(iteration, ledger))
        : Optional.empty();
  }

  @Override
  public int plannedRounds() {
    return settings.iterations();
  }

  /** What is missing of a part of the authors' split; empty if nothing is. */
  private Optional<Proposal> unobserved(Ledger ledger, Purpose purpose, int first, int count) {
    int done = ledger.observations(purpose).size();
    if (done == count) {
      return Optional.empty();
    }
    int[] order = TorchPermutation.of(known.size(), streams.rootSeed());
    return Optional.of(
        new Proposal.Evaluate(
            purpose,
            Arrays.stream(order, first + done, first + count)
                .map(known::at)
                .mapToObj(Proposed::of)
                .toList(),
            Sampling.NONE));
  }

  private Proposal iterate(int iteration, Ledger ledger) {
    RandomGenerator random = streams.stream(RandomStreams.Name.SAMPLING, iteration);
    List<BatchStatistics> statistics =
        predictor.fitted().map(FitRecord::statistics).orElse(List.of());
    ArchitectureSampler sampler = sampler(ledger);
    int used = sampling.mode() == Mode.RANDOM ? -1 : turn(iteration, statistics.size());
    SampledBatch batch =
        used < 0 ? sampler.random(random) : sampler.sample(statistics.get(used), random);
    Scores scores = predictor.predict(batch.architectures());
    int[] topTier = CandidateSelection.topTier(scores);
    int[] best =
        settings.acrossTiers()
            ? CandidateSelection.acrossTiers(scores, settings.candidates())
            : CandidateSelection.best(
                topTier, scores, settings.candidates(), settings.requireAll());
    return new Proposal.Evaluate(
        Purpose.SEARCH,
        IntStream.of(best).mapToObj(position -> proposed(batch, scores, position)).toList(),
        batch.summary(used, topTier.length));
  }

  private ArchitectureSampler sampler(Ledger ledger) {
    if (sampler.isEmpty()) {
      Domain feasible = constraint.domain(ledger);
      sampler = Optional.of(new ArchitectureSampler(space, dataset, sampling, known, feasible));
    }
    return sampler.orElseThrow();
  }

  /**
   * The statistics of an iteration. As released they are shuffled once, and each of n serves
   * ceil(T_s / n) iterations in a row.
   */
  private int turn(int iteration, int statistics) {
    if (statistics == 0) {
      throw new IllegalStateException("sampling by statistics needs at least one batch of them");
    }
    int[] order = IntStream.range(0, statistics).toArray();
    RandomStreams.shuffle(order, streams.stream(RandomStreams.Name.STATISTICS, 0));
    int reuse = (settings.iterations() + statistics - 1) / statistics;
    return order[iteration / reuse];
  }

  private static Proposed proposed(SampledBatch batch, Scores scores, int position) {
    return new Proposed(
        batch.architectures()[position],
        scores.score()[position],
        scores.hasDeviation() ? scores.deviation()[position] : Float.NaN,
        scores.hasLatency() ? scores.latencyMs()[position] : Float.NaN);
  }
}
