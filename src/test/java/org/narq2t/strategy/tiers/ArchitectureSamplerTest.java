package org.narq2t.strategy.tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.narq2t.constraint.Constraints;
import org.narq2t.space.Members;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench101.EnumeratedSpace;
import org.narq2t.space.nasbench101.NasBench101;
import org.narq2t.strategy.tiers.SamplingSettings.ConstraintCosts;
import org.narq2t.strategy.tiers.SamplingSettings.ConstraintFailure;
import org.narq2t.strategy.tiers.SamplingSettings.Mode;
import org.narq2t.strategy.tiers.SamplingSettings.Operators;
import org.narq2t.strategy.tiers.SamplingSettings.Vertices;
import org.narq2t.tier.BatchStatistics;
import org.narq2t.tier.SamplingDistribution;
import org.narq2t.tier.SamplingDistribution.Uniform;
import org.narq2t.tier.SamplingDistribution.Weighted;
import org.narq2t.tier.TierCounts;

class ArchitectureSamplerTest {
  private static final Members ALL = Members.all(Examples.SPACE.size());

  private static final long[] FLOPS = Examples.SPACE.totalFlops(Task.CIFAR10);
  private static final long[] PARAMETERS = Examples.SPACE.totalParameters(Task.CIFAR10);

  @Test
  void theSameStreamGivesTheSameBatch() {
    SamplingSettings settings = released(Mode.STATISTICS, 0.5);
    assertThat(sample(settings, 1)).usingRecursiveComparison().isEqualTo(sample(settings, 1));
    assertThat(sample(settings, 1).architectures())
        .isNotEqualTo(sample(settings, 2).architectures());
  }

  @Test
  void theRandomShareIsRoundedUpAndTheBatchIsFull() {
    SampledBatch batch = sample(released(Mode.UNIFORM, 0.33), 1);
    assertThat(batch.architectures()).hasSize(40);
    assertThat(batch.constrained()).isEqualTo(26);
  }

  @Test
  void constraintsAreRenewedAfterEveryRAcceptedArchitectures() {
    assertThat(sample(released(Mode.UNIFORM, 0), 1).constraints()).hasSize(2);
    assertThat(sample(released(Mode.UNIFORM, 0.5), 1).constraints()).hasSize(1);
  }

  @Test
  void statisticsGiveTheOperatorsOfTheTopTierWithinItsConstraints() {
    SampledBatch batch = sample(released(Mode.STATISTICS, 0), 1);
    assertThat(batch.distributions().get(0).operators()).isInstanceOf(Weighted.class);
    assertThat(batch.constraints()).containsOnly(new Constraints(300_000_000, 2_000_000));
    for (int architecture : batch.architectures()) {
      int[] counts = Examples.SPACE.operatorCounts(architecture);
      assertThat(counts[1] + counts[3]).isEqualTo(6);
    }
  }

  @Test
  void uniformModeDropsTheDistributions() {
    SampledBatch batch = sample(released(Mode.UNIFORM, 0), 1);
    assertThat(batch.distributions().get(0).flops()).isInstanceOf(Uniform.class);
    assertThat(batch.distributions().get(0).operators()).isInstanceOf(Uniform.class);
    assertThat(operatorShare(batch, 0)).isCloseTo(0.2, within(0.1));
  }

  @Test
  void architecturesKeepTheConstraintsThatCanBeKept() {
    SampledBatch batch = sample(released(Mode.UNIFORM, 0), 3, tight(60_000_000, 500_000));
    assertThat(batch.violating()).isZero();
    assertThat(batch.rejected()).isPositive();
    for (int architecture : batch.architectures()) {
      assertThat(FLOPS[architecture]).isLessThanOrEqualTo(60_000_000);
      assertThat(PARAMETERS[architecture]).isLessThanOrEqualTo(500_000);
    }
  }

  /** Table VIII: 60 million FLOPs and 500,000 parameters, of which one is no constraint. */
  @Test
  void aCostThatDoesNotConstrainMayBeAnything() {
    SampledBatch flops = sample(constrained(ConstraintCosts.FLOPS), 3, tight(60_000_000, 500_000));
    assertThat(flops.violating()).isZero();
    assertThat(largest(FLOPS, flops)).isLessThanOrEqualTo(60_000_000);
    SampledBatch only = sample(constrained(ConstraintCosts.FLOPS), 3, tight(60_000_000, 1));
    assertThat(only.architectures()).isEqualTo(flops.architectures());

    SampledBatch parameters = sample(constrained(ConstraintCosts.PARAMETERS), 3, tight(1, 500_000));
    assertThat(parameters.violating()).isZero();
    assertThat(largest(PARAMETERS, parameters)).isLessThanOrEqualTo(500_000);
  }

  private static long largest(long[] costs, SampledBatch batch) {
    return Arrays.stream(batch.architectures()).mapToLong(i -> costs[i]).max().orElseThrow();
  }

  private static SamplingSettings constrained(ConstraintCosts costs) {
    SamplingSettings base = released(Mode.UNIFORM, 0);
    return new SamplingSettings(
        base.mode(),
        base.operators(),
        base.vertices(),
        0,
        40,
        25,
        100,
        base.onFailure(),
        base.thresholds(),
        0.1,
        4,
        base.divergence(),
        costs);
  }

  @Test
  void asReleasedTheLastTrialIsKeptAlthoughItBreaksTheConstraints() {
    SampledBatch batch = sample(released(Mode.UNIFORM, 0), 1, tight(1, 1));
    assertThat(batch.constrained()).isEqualTo(40);
    assertThat(batch.violating()).isEqualTo(40);
    assertThat(batch.rejected()).isEqualTo(40 * 100);
  }

  @Test
  void asPrintedNothingBreaksTheConstraintsAndTheyAreRenewedByTrials() {
    SamplingSettings settings = Examples.settings(Mode.UNIFORM, 0, ConstraintFailure.RESAMPLE);
    SampledBatch batch = sample(settings, 1, tight(60_000_000, 500_000));
    assertThat(batch.violating()).isZero();
    int trials = batch.rejected() + 40;
    assertThat(batch.constraints()).hasSize((trials + 24) / 25);
    assertThat(Arrays.stream(batch.architectures()).mapToLong(i -> FLOPS[i]).max().orElseThrow())
        .isLessThanOrEqualTo(60_000_000);
  }

  @Test
  void asPrintedConstraintsThatNothingKeepsAreAnError() {
    SamplingSettings settings = Examples.settings(Mode.UNIFORM, 0, ConstraintFailure.RESAMPLE);
    assertThatThrownBy(() -> sample(settings, 1, tight(1, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("broke their constraints");
  }

  @Test
  void aRandomBatchIsUniformOverTheWholeSpace() {
    ArchitectureSampler sampler = sampler(released(Mode.RANDOM, 0), ALL);
    RandomGenerator random = random(1);
    double mean =
        IntStream.range(0, 250)
            .flatMap(i -> Arrays.stream(sampler.random(random).architectures()))
            .average()
            .orElseThrow();
    // 10,000 draws: standard error 15625 / sqrt(12 * 10000) = 45
    assertThat(mean).isCloseTo(7_812, within(180.0));
    assertThat(sampler.random(random).distributions()).isEqualTo(List.of());
  }

  /** The small space without its largest cells: what is drawn of them is unknown. */
  @Test
  void whatIsNotKnownIsRejectedAndCounted() {
    NasBench101 space = EnumeratedSpace.small();
    Members known = Members.all(space.size()).where(index -> space.vertices(index) < 5);
    SamplingSettings settings = released(Mode.STATISTICS, 0);

    SampledBatch batch =
        new ArchitectureSampler(space, Task.CIFAR10, settings, known, known)
            .sample(statistics(Long.MAX_VALUE, Long.MAX_VALUE, 5), random(1));

    assertThat(batch.unknown()).isPositive().isEqualTo(batch.rejected());
    assertThat(batch.violating()).isZero();
    for (int architecture : batch.architectures()) {
      assertThat(space.vertices(architecture)).isLessThan(5);
    }
  }

  /** Only even indices are feasible: neither constrained nor uniform samples are odd. */
  @Test
  void whatIsNotFeasibleIsNeverSampledEvenAsTheLastTrial() {
    Members even = ALL.where(architecture -> architecture % 2 == 0);
    for (BatchStatistics statistics : List.of(Examples.statistics(), tight(1, 1))) {
      SampledBatch batch = sampler(released(Mode.UNIFORM, 0.5), even).sample(statistics, random(1));
      assertThat(Arrays.stream(batch.architectures()))
          .hasSize(40)
          .allMatch(architecture -> architecture % 2 == 0);
      assertThat(batch.unknown()).isZero();
      assertThat(batch.rejected()).isPositive();
    }
    assertThat(even.size()).isEqualTo(7_813);
    assertThatThrownBy(() -> ALL.where(architecture -> false))
        .hasMessage("a domain has at least one architecture");
  }

  @Test
  void asReleasedTheNumberOfVerticesIsAnyOfTheBatchAsPrintedTheMost() {
    SamplingDistribution interval = distributions(Vertices.BATCH_INTERVAL).vertices();
    SamplingDistribution maximum = distributions(Vertices.MAXIMUM).vertices();

    assertThat(interval.values()).containsExactly(3, 4);
    assertThat(maximum.values()).containsExactly(7);
  }

  private static SamplingDistributions distributions(Vertices vertices) {
    SamplingSettings base = released(Mode.STATISTICS, 0);
    SamplingSettings settings =
        new SamplingSettings(
            base.mode(),
            Operators.UNIFORM,
            vertices,
            0,
            40,
            25,
            100,
            base.onFailure(),
            base.thresholds(),
            0.1,
            4,
            base.divergence(),
            base.constraints());
    BatchStatistics statistics = statistics(1, 1, 3, 4);
    SamplingDistributions distributions =
        SamplingDistributions.of(statistics, EnumeratedSpace.small(), settings);
    assertThat(distributions.operators()).isInstanceOf(Uniform.class);
    return distributions;
  }

  /** One bin of FLOPs and of parameters, three operators, and some numbers of vertices. */
  private static BatchStatistics statistics(long flops, long parameters, long... vertices) {
    return new BatchStatistics(
        new TierCounts(new long[] {flops}, new long[5][1]),
        new TierCounts(new long[] {parameters}, new long[5][1]),
        new TierCounts(new long[] {0, 1, 2}, new long[5][3]),
        new TierCounts(vertices, new long[5][vertices.length]));
  }

  @Test
  void proportionsOutsideZeroToOneAreAnError() {
    assertThatThrownBy(() -> released(Mode.UNIFORM, 1.5))
        .hasMessage("the random proportion is 0 to 1, not 1.5");
  }

  private static double operatorShare(SampledBatch batch, int code) {
    return Arrays.stream(batch.architectures())
            .map(architecture -> Examples.SPACE.operatorCounts(architecture)[code])
            .average()
            .orElseThrow()
        / 6;
  }

  private static BatchStatistics tight(long flops, long parameters) {
    return new BatchStatistics(
        new TierCounts(new long[] {flops}, new long[5][1]),
        new TierCounts(new long[] {parameters}, new long[5][1]),
        Examples.statistics().operators(),
        Examples.statistics().vertices());
  }

  private static SamplingSettings released(Mode mode, double randomProportion) {
    return Examples.settings(mode, randomProportion, ConstraintFailure.KEEP_LAST);
  }

  private static SampledBatch sample(SamplingSettings settings, long seed) {
    return sample(settings, seed, Examples.statistics());
  }

  private static SampledBatch sample(
      SamplingSettings settings, long seed, BatchStatistics statistics) {
    return sampler(settings, ALL).sample(statistics, random(seed));
  }

  private static ArchitectureSampler sampler(SamplingSettings settings, Members feasible) {
    return new ArchitectureSampler(Examples.SPACE, Task.CIFAR10, settings, ALL, feasible);
  }

  private static RandomGenerator random(long seed) {
    return new RandomStreams(seed).stream(RandomStreams.Name.SAMPLING, 0);
  }
}
