package org.narq2t.limits;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.constraint.Constraint;
import org.narq2t.constraint.LimitSettings;
import org.narq2t.latency.LatencyPrediction;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Observation.Status;
import org.narq2t.ledger.Purpose;
import org.narq2t.predictor.Predictor;
import org.narq2t.python.PythonRuntime;
import org.narq2t.space.Domain;
import org.narq2t.space.Members;
import org.narq2t.space.Task;

/**
 * The limits of a run on latency and energy, and what it learns of both to keep them. Without
 * either it does nothing.
 *
 * <p>They are measured of what was looked up, and of what was measured apart; all others are known
 * to the report only.
 */
public final class LatencyLimits implements Constraint, AutoCloseable {

  private final Benchmark benchmark;
  private final RunLimits run;
  private final Task dataset;
  private final String device;
  private final LimitSettings limits;
  private final List<MeasuredCost> limited;
  private final DeviceLimits deviceLimits;
  private final MeasuredApart apart;
  private final KeepingProbability chances;
  private final FrontLimits front;
  private final LatencyLearning learning;
  private final LimitsInTruth truth;

  /**
   * @param apart architectures measured apart from the search, for limits to be known from the
   *     start
   * @param head the predictor of the run, which has a latency head if latency is learnt
   * @throws IllegalArgumentException if something is learnt or limited that the table has not of
   *     the device
   */
  public LatencyLimits(
      PythonRuntime python,
      Benchmark benchmark,
      RunLimits run,
      MeasuredApart apart,
      Predictor head) {
    this.benchmark = benchmark;
    this.run = run;
    this.dataset = run.dataset();
    this.device = run.limits().device();
    this.limits = run.limits();
    this.limited = MeasuredCost.limited(limits);
    this.deviceLimits = new DeviceLimits(limits, benchmark.space(), benchmark.known(), dataset);
    this.apart = apart;
    this.chances = new KeepingProbability(python, benchmark, dataset, device);
    this.front = new FrontLimits(limits.maxLatencyMs());
    this.learning = new LatencyLearning(python, benchmark, run, head);
    this.truth = new LimitsInTruth(benchmark, dataset, limits, deviceLimits, apart, chances);
    if (run.measuresLatency()) {
      MeasuredCost.LATENCY.require(benchmark.table(), dataset, device);
    }
    limited.forEach(cost -> cost.require(benchmark.table(), dataset, device));
  }

  private double measured(int architecture) {
    return MeasuredCost.LATENCY.of(benchmark.table(), architecture, dataset, device);
  }

  /**
   * The architectures that the search may sample. Before the long training the baselines tell, so
   * that limits which nothing keeps are known at once; after it the predictor's own head takes
   * part.
   *
   * @throws LimitsNotKept if nothing keeps the limits
   */
  @Override
  public Domain domain(Ledger ledger) {
    if (!limits.areSet()) {
      return benchmark.known();
    }
    if (apart.instead()) {
      return nearlySure();
    }
    Optional<LatencyPrediction> prediction = prediction(ledger);
    Members within =
        limits.limitsLatency() && prediction.isPresent()
            ? byLatency(prediction.get().recommended())
            : deviceLimits.byCosts();
    return limits.limitsEnergy() ? byEnergy(within, ledger) : within;
  }

  private Members byLatency(LatencyPrediction.Predictor predictor) {
    return run.validates() ? deviceLimits.predicted(predictor) : deviceLimits.promising(predictor);
  }

  /**
   * Those that most probably keep the limit of energy, by the same margin; the likeliest if none.
   */
  private Members byEnergy(Members within, Ledger ledger) {
    Map<MeasuredCost, Double> limit = Map.of(MeasuredCost.ENERGY, limits.maxEnergyMj());
    double[] chance = chances.of(known(ledger), limit);
    double highest =
        Arrays.stream(within.toArray()).mapToDouble(a -> chance[a]).max().orElseThrow();
    double least = Math.min(highest, KeepingProbability.below(limits.latencyMargin()));
    return within.where(a -> chance[a] >= least);
  }

  @Override
  public Domain possible(Ledger ledger) {
    if (!limits.areSet()) {
      return benchmark.known();
    }
    return apart.instead() ? nearlySure() : deviceLimits.byCosts();
  }

  /**
   * What counts as keeping the limits where nothing more is measured: others could not be found.
   */
  private Members nearlySure() {
    if (Arrays.stream(benchmark.known().toArray()).noneMatch(this::keeps)) {
      throw new LimitsNotKept(
          ("No architecture almost surely keeps the limits, judging by the %d that were"
                  + " measured on %s. Measure more, or raise the limit.")
              .formatted(apart.architectures().length, device));
    }
    return benchmark.known().where(this::keeps);
  }

  @Override
  public double[] chances(Ledger ledger, int[] architectures) {
    Map<MeasuredCost, Double> now = new EnumMap<>(MeasuredCost.class);
    limited.forEach(cost -> now.put(cost, cost.limit(limits)));
    int[] known = known(ledger);
    limitOfRound(ledger).ifPresent(limit -> now.put(MeasuredCost.LATENCY, limit));
    double[] all = chances.of(known, now);
    return Arrays.stream(architectures).mapToDouble(a -> all[a]).toArray();
  }

  /** The limit of latency under which a front grows in this round. */
  private OptionalDouble limitOfRound(Ledger ledger) {
    return limits.front()
        ? front.ofRound(ledger.rounds(Purpose.SEARCH).size(), known(ledger), this::measured)
        : OptionalDouble.empty();
  }

  /** What was measured so far: apart, and what was looked up. */
  private int[] known(Ledger ledger) {
    if (apart.instead()) {
      return apart.architectures();
    }
    return IntStream.concat(
            Arrays.stream(apart.architectures()),
            ledger.observations().stream()
                .filter(one -> one.purpose().isPaid() && one.status() != Status.PENDING)
                .mapToInt(Observation::architecture))
        .distinct()
        .toArray();
  }

  /** How latency is predicted now; empty if nobody asks, or too little was measured. */
  Optional<LatencyPrediction> prediction(Ledger ledger) {
    return learning.prediction(ledger, known(ledger));
  }

  /**
   * Whether an architecture keeps the limits in truth. Where the device was measured on a few
   * networks apart, and not on this one, it keeps them if that is nearly sure.
   */
  public boolean keeps(int architecture) {
    return truth.keeps(architecture);
  }

  @Override
  public boolean keeps(Ledger ledger, int architecture) {
    OptionalDouble limit = limitOfRound(ledger);
    return keeps(architecture)
        && (limit.isEmpty() || measured(architecture) <= limit.getAsDouble());
  }

  /** The margin in milliseconds by which a predicted latency must be below its limit. */
  double margin(LatencyPrediction.Predictor predictor) {
    return deviceLimits.margin(predictor);
  }

  /** The report on them. */
  public LimitsReport report() {
    return new LimitsReport(benchmark, run, this, truth);
  }

  @Override
  public void close() {
    chances.close();
  }
}
