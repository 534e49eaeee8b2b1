package org.narq2t.strategy.tiers;

import java.util.List;
import java.util.random.RandomGenerator;
import org.narq2t.space.Domain;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;
import org.narq2t.strategy.tiers.SamplingSettings.ConstraintFailure;
import org.narq2t.tier.BatchStatistics;

/** Samples the batch of one search iteration (Algorithm 4, lines 3-17). */
public final class ArchitectureSampler {

  private final SearchSpace space;
  private final SamplingSettings settings;
  private final Domain known;
  private final Domain feasible;
  private final long[] flops;
  private final long[] parameters;

  /**
   * Samples only what is feasible: anything else is rejected.
   *
   * @param known the architectures whose results can be had
   * @param feasible those of them that keep the limits
   */
  public ArchitectureSampler(
      SearchSpace space, Task dataset, SamplingSettings settings, Domain known, Domain feasible) {
    this.space = space;
    this.settings = settings;
    this.known = known;
    this.feasible = feasible;
    this.flops = space.totalFlops(dataset);
    this.parameters = space.totalParameters(dataset);
  }

  /** The settings. */
  public SamplingSettings settings() {
    return settings;
  }

  /**
   * A batch of k: floor(k (1 - p)) under constraints, the others uniform with replacement.
   *
   * <p>In mode RANDOM the statistics are not read.
   *
   * @throws IllegalStateException if architectures are rejected without end
   */
  public SampledBatch sample(BatchStatistics statistics, RandomGenerator random) {
    if (settings.constrainedSize() == 0) {
      return random(random);
    }
    ConstrainedSampling sampling =
        new ConstrainedSampling(
            space,
            known,
            feasible,
            flops,
            parameters,
            settings,
            SamplingDistributions.of(statistics, space, settings),
            random);
    int[] constrained =
        settings.onFailure() == ConstraintFailure.KEEP_LAST
            ? sampling.keepingLast()
            : sampling.rejecting();
    return new SampledBatch(
        fill(constrained, random),
        constrained.length,
        sampling.rejected(),
        sampling.unknown(),
        sampling.violating(),
        sampling.constraints(),
        List.of(sampling.distributions()));
  }

  /** A batch of k, uniform with replacement from the whole space. */
  public SampledBatch random(RandomGenerator random) {
    return new SampledBatch(fill(new int[0], random), 0, 0, 0, 0, List.of(), List.of());
  }

  private int[] fill(int[] constrained, RandomGenerator random) {
    int[] batch = new int[settings.sampleSize()];
    System.arraycopy(constrained, 0, batch, 0, constrained.length);
    for (int i = constrained.length; i < batch.length; i++) {
      batch[i] = feasible.draw(random);
    }
    RandomStreams.shuffle(batch, random);
    return batch;
  }
}
