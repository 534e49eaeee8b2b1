package org.narq2t.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.stat.descriptive.rank.Median;
import org.narq2t.evaluation.ParetoFront;
import org.narq2t.evaluation.ParetoFront.Point;
import org.narq2t.evaluation.RandomFronts;
import org.narq2t.evaluation.SeedSummary;
import org.narq2t.run.RunResult;

/**
 * The fronts of latency and accuracy that searches found on one data set and device, beside the
 * true one of the table.
 *
 * <p>Measured latency and validation accuracy decide. Hypervolumes refer to the slowest measured
 * architecture and the median validation accuracy of the table: 0 % as reference would let the many
 * poor and fast architectures count most.
 */
final class ParetoFronts {
  static final int REPETITIONS = 200;

  private final ReportedRuns study;
  private final RunGroup any;
  private final double slowest;
  private final double median;
  private final ParetoFront truth;
  private final List<SeedFront> seeds;

  /** A hypervolume and that of random search with as many look-ups. */
  record Volume(int lookUps, double found, SeedSummary random) {}

  /**
   * What the runs of one seed found.
   *
   * @param all of training, validation and search
   * @param candidates of the searches alone
   */
  record SeedFront(long seed, ParetoFront front, Volume all, Volume candidates) {}

  private ParetoFronts(ReportedRuns study) {
    this.study = study;
    this.any = study.groups().get(0);
    this.slowest =
        Arrays.stream(any.latencyMs()).filter(ms -> !Double.isNaN(ms)).max().orElse(Double.NaN);
    this.median = new Median().evaluate(any.accuracies().validation());
    this.truth = front(IntStream.range(0, any.accuracies().size()).toArray());
    this.seeds = study.seeds().stream().map(this::seed).toList();
  }

  static ParetoFronts of(ReportedRuns study) {
    return new ParetoFronts(study);
  }

  private SeedFront seed(long seed) {
    List<RunResult> runs =
        study.results().stream().filter(run -> run.configuration().seed() == seed).toList();
    int[] candidates =
        runs.stream()
            .flatMapToInt(run -> Arrays.stream(run.distinctCandidates()))
            .distinct()
            .toArray();
    int[] all =
        IntStream.concat(
                runs.stream().flatMapToInt(run -> Arrays.stream(SearchCurve.before(run.rounds()))),
                Arrays.stream(candidates))
            .distinct()
            .toArray();
    return new SeedFront(seed, front(all), volume(all), volume(candidates));
  }

  private ParetoFront front(int[] architectures) {
    return ParetoFront.of(
        architectures,
        Arrays.stream(architectures).mapToDouble(a -> any.latencyMs()[a]).toArray(),
        Arrays.stream(architectures).mapToDouble(a -> any.accuracies().validation()[a]).toArray());
  }

  private Volume volume(int[] architectures) {
    return new Volume(
        architectures.length,
        front(architectures).hypervolume(slowest, median),
        new RandomFronts(any.latencyMs(), any.accuracies().validation(), slowest, median)
            .after(architectures.length, REPETITIONS));
  }

  /** The runs. */
  ReportedRuns study() {
    return study;
  }

  /** One of the groups of runs: they share table, data set and device. */
  RunGroup any() {
    return any;
  }

  /** The latency that hypervolumes refer to. */
  double slowest() {
    return slowest;
  }

  /** The accuracy that hypervolumes refer to. */
  double median() {
    return median;
  }

  /** The front of the table. */
  ParetoFront truth() {
    return truth;
  }

  /** By seed. */
  List<SeedFront> seeds() {
    return seeds;
  }

  /** The hypervolume of the table's front. */
  double trueVolume() {
    return truth.hypervolume(slowest, median);
  }

  /** How much less accurate a point is than the best of the table that is as fast. */
  double below(Point point) {
    return truth.points().stream()
            .filter(best -> best.latencyMs() <= point.latencyMs())
            .mapToDouble(Point::accuracy)
            .max()
            .orElseThrow()
        - point.accuracy();
  }
}
