package org.narq2t.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.narq2t.benchmark.QueryBudget;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Split;
import org.narq2t.predictor.Scores;
import org.narq2t.ranker.Ranker;
import org.narq2t.search.SamplingSettings.Mode;
import org.narq2t.space.RandomStreams;
import org.narq2t.tier.BatchStatistics;

/**
 * Algorithm 4. Each iteration draws from its own stream of random numbers, so a search that goes on
 * at some iteration gives what the uninterrupted one gives.
 */
public final class ArchitectureSearch {

  private final ArchitectureSampler sampler;
  private final Ranker ranker;
  private final QueryBudget budget;
  private final SearchSettings settings;
  private final RandomStreams streams;

  public ArchitectureSearch(
      ArchitectureSampler sampler,
      Ranker ranker,
      QueryBudget budget,
      SearchSettings settings,
      RandomStreams streams) {
    this.sampler = sampler;
    this.ranker = ranker;
    this.budget = budget;
    this.settings = settings;
    this.streams = streams;
  }

  /**
   * Runs all iterations.
   *
   * @param statistics of the batches of the best epoch; not read, and may be empty, in mode RANDOM
   * @param listener told of each iteration as it ends
   * @return the candidates in the order in which they were looked up
   */
  public List<Candidate> run(
      List<BatchStatistics> statistics, Consumer<? super SearchIteration> listener) {
    return runFrom(0, statistics, listener);
  }

  /** Runs the iterations from {@code first} on, after an interruption. */
  public List<Candidate> runFrom(
      int first, List<BatchStatistics> statistics, Consumer<? super SearchIteration> listener) {
    List<Candidate> candidates = new ArrayList<>();
    int[] order = order(statistics);
    for (int iteration = first; iteration < settings.iterations(); iteration++) {
      SearchIteration done = iterate(iteration, statistics, order);
      candidates.addAll(done.candidates());
      listener.accept(done);
    }
    return List.copyOf(candidates);
  }

  private int[] order(List<BatchStatistics> statistics) {
    if (sampler.settings().mode() == Mode.RANDOM) {
      return new int[0];
    }
    if (statistics.isEmpty()) {
      throw new IllegalArgumentException("sampling by statistics needs at least one batch of them");
    }
    int[] order = IntStream.range(0, statistics.size()).toArray();
    RandomStreams.shuffle(order, streams.stream(RandomStreams.Name.STATISTICS, 0));
    return order;
  }

  private SearchIteration iterate(int iteration, List<BatchStatistics> statistics, int[] order) {
    RandomGenerator random = streams.stream(RandomStreams.Name.SAMPLING, iteration);
    int used = order.length == 0 ? -1 : order[turn(iteration, order.length)];
    SampledBatch batch =
        used < 0 ? sampler.random(random) : sampler.sample(statistics.get(used), random);
    Scores scores = ranker.score(batch.architectures());
    int[] topTier = CandidateSelection.topTier(scores);
    int[] best =
        settings.acrossTiers()
            ? CandidateSelection.acrossTiers(scores, settings.candidates())
            : CandidateSelection.best(
                topTier, scores, settings.candidates(), settings.requireAll());
    List<Candidate> candidates =
        IntStream.of(best).mapToObj(position -> lookUp(batch, scores, position)).toList();
    return new SearchIteration(iteration, used, batch, topTier.length, candidates);
  }

  /** As released: each of n statistics serves ceil(T_s / n) iterations in a row. */
  private int turn(int iteration, int statistics) {
    int reuse = (settings.iterations() + statistics - 1) / statistics;
    return iteration / reuse;
  }

  private Candidate lookUp(SampledBatch batch, Scores scores, int position) {
    int architecture = batch.architectures()[position];
    return new Candidate(
        architecture,
        scores.score()[position],
        scores.hasLatency() ? scores.latencyMs()[position] : Float.NaN,
        lookUp(architecture, Split.VALIDATION),
        lookUp(architecture, Split.TEST));
  }

  private double lookUp(int architecture, Split split) {
    return settings.lookUps().contains(split)
        ? budget.accuracy(architecture, split, Purpose.SEARCH)
        : Double.NaN;
  }
}
