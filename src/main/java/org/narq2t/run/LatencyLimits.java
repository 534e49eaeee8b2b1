package org.narq2t.run;

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
final class LatencyLimits implements Constraint, AutoCloseable {

  private static final double SURE = 0.9; // the least chance of what is found and was not measured

  private final Benchmark benchmark;
  private final Task dataset;
  private final String device;
  private final LimitSettings limits;
  private final List<MeasuredCost> limited;
  private final DeviceLimits deviceLimits;
  private final MeasuredApart apart;
  private final KeepingProbability chances;
  private final FrontLimits front;
  private final LatencyLearning learning;
  private final boolean validates;
  private final boolean weighs;

  /**
   * @param apart architectures measured apart from the search, for limits to be known from the
   *     start
   * @param head the predictor of the run, which has a latency head if latency is learnt
   * @throws IllegalArgumentException if something is learnt or limited that the table has not of
   *     the device
   */
  LatencyLimits(
      PythonRuntime python,
      Benchmark benchmark,
      RunConfiguration configuration,
      MeasuredApart apart,
      Predictor head) {
    this.benchmark = benchmark;
    this.dataset = configuration.dataset();
    this.device = configuration.limits().device();
    this.limits = configuration.limits();
    this.limited = MeasuredCost.limited(limits);
    this.deviceLimits = new DeviceLimits(limits, benchmark.space(), benchmark.known(), dataset);
    this.apart = apart;
    this.chances = new KeepingProbability(python, benchmark, dataset, device);
    this.front = new FrontLimits(limits.maxLatencyMs());
    this.learning = new LatencyLearning(python, benchmark, configuration, head);
    this.validates = configuration.strategy().validation() > 0;
    this.weighs = configuration.strategy().weighsChances();
    if (configuration.measuresLatency()) {
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
    return validates ? deviceLimits.predicted(predictor) : deviceLimits.promising(predictor);
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

  private Optional<LatencyPrediction> prediction(Ledger ledger) {
    return learning.prediction(ledger, known(ledger));
  }

  /**
   * Whether an architecture keeps the limits in truth. Where the device was measured on a few
   * networks apart, and not on this one, it keeps them if that is nearly sure.
   */
  boolean keeps(int architecture) {
    if (!limits.areSet()) {
      return true;
    }
    return deviceLimits.keepsCosts(architecture)
        && limited.stream().allMatch(cost -> keeps(cost, architecture));
  }

  @Override
  public boolean keeps(Ledger ledger, int architecture) {
    OptionalDouble limit = limitOfRound(ledger);
    return keeps(architecture)
        && (limit.isEmpty() || measured(architecture) <= limit.getAsDouble());
  }

  private boolean keeps(MeasuredCost cost, int architecture) {
    double value = cost.of(benchmark.table(), architecture, dataset, device);
    double limit = cost.limit(limits);
    return Double.isNaN(value) && apart.instead()
        ? chances.ofApart(apart.architectures(), Map.of(cost, limit))[architecture] >= SURE
        : value <= limit;
  }

  /** How well latency was predicted; none if it was neither learnt nor limited. */
  List<RunResult.Latency> reports(Ledger ledger, List<RunResult.Report> reports) {
    int[] shown =
        IntStream.concat(
                Arrays.stream(ledger.architectures(Purpose.SEARCH)),
                reports.stream().mapToInt(report -> report.outcome().architecture()))
            .distinct()
            .toArray();
    return prediction(ledger).stream()
        .map(
            fitted ->
                LatencyReports.of(
                    fitted, benchmark, dataset, ledger, benchmark.reported(dataset), shown))
        .toList();
  }

  /** What the limits did; none without limits. */
  List<RunResult.Limited> limited(Ledger ledger) {
    if (!limits.areSet()) {
      return List.of();
    }
    int[] candidates = Arrays.stream(ledger.architectures(Purpose.SEARCH)).distinct().toArray();
    int unmeasured = (int) Arrays.stream(candidates).filter(this::isUnmeasured).count();
    int broken = (int) Arrays.stream(candidates).filter(a -> !isUnmeasured(a) && !keeps(a)).count();
    Optional<LatencyPrediction.Predictor> predictor =
        limits.limitsLatency() && !weighs
            ? prediction(ledger).map(LatencyPrediction::recommended)
            : Optional.empty();
    return List.of(
        new RunResult.Limited(
            limits,
            weighs && !limited.isEmpty()
                ? RunResult.Limited.PROCESS
                : predictor.map(LatencyPrediction.Predictor::name).orElse(""),
            predictor.map(deviceLimits::margin).orElse(0.0),
            weighs ? probable(ledger) : domain(ledger).members().orElseThrow().length,
            (int) Arrays.stream(benchmark.known().toArray()).filter(this::keeps).count(),
            candidates.length,
            broken,
            unmeasured,
            assumed()));
  }

  /** What was not measured and counts as keeping the limits. */
  private List<Integer> assumed() {
    return apart.instead()
        ? Arrays.stream(benchmark.known().toArray())
            .filter(a -> isUnmeasured(a) && keeps(a))
            .boxed()
            .toList()
        : List.of();
  }

  private boolean isUnmeasured(int architecture) {
    return limited.stream()
        .anyMatch(cost -> Double.isNaN(cost.of(benchmark.table(), architecture, dataset, device)));
  }

  /** How many more probably keep the limits than not. */
  private int probable(Ledger ledger) {
    int[] possible = possible(ledger).members().orElseThrow();
    return (int) Arrays.stream(chances(ledger, possible)).filter(chance -> chance > 0.5).count();
  }

  @Override
  public void close() {
    chances.close();
  }
}
