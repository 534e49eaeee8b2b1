package org.narq2t.limits;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.constraint.LimitSettings;
import org.narq2t.latency.LatencyPrediction;
import org.narq2t.latency.LatencyReports;
import org.narq2t.latency.LatencyResult;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Purpose;

/** The effect of the limits of a run, and how well latency was predicted: told after the search. */
public final class LimitsReport {
  private final Benchmark benchmark;
  private final RunLimits run;
  private final LatencyLimits kept;
  private final LimitsInTruth truth;

  LimitsReport(Benchmark benchmark, RunLimits run, LatencyLimits kept, LimitsInTruth truth) {
    this.benchmark = benchmark;
    this.run = run;
    this.kept = kept;
    this.truth = truth;
  }

  /**
   * How well latency was predicted; none if it was neither learnt nor limited.
   *
   * @param reported architectures that the run reports
   */
  public List<LatencyResult> latencies(Ledger ledger, int[] reported) {
    int[] shown =
        IntStream.concat(
                Arrays.stream(ledger.architectures(Purpose.SEARCH)), Arrays.stream(reported))
            .distinct()
            .toArray();
    return kept.prediction(ledger).stream()
        .map(
            fitted ->
                LatencyReports.of(
                    fitted,
                    benchmark,
                    run.dataset(),
                    ledger,
                    benchmark.reported(run.dataset()),
                    shown))
        .toList();
  }

  /** The effect of the limits; none without limits. */
  public List<LimitsEffect> limited(Ledger ledger) {
    LimitSettings limits = run.limits();
    if (!limits.areSet()) {
      return List.of();
    }
    boolean weighs = run.weighsChances();
    int[] candidates = Arrays.stream(ledger.architectures(Purpose.SEARCH)).distinct().toArray();
    int unmeasured = (int) Arrays.stream(candidates).filter(truth::isUnmeasured).count();
    int broken =
        (int)
            Arrays.stream(candidates)
                .filter(a -> !truth.isUnmeasured(a) && !truth.keeps(a))
                .count();
    Optional<LatencyPrediction.Predictor> predictor =
        limits.limitsLatency() && !weighs
            ? kept.prediction(ledger).map(LatencyPrediction::recommended)
            : Optional.empty();
    return List.of(
        new LimitsEffect(
            limits,
            weighs && !MeasuredCost.limited(limits).isEmpty()
                ? LimitsEffect.PROCESS
                : predictor.map(LatencyPrediction.Predictor::name).orElse(""),
            predictor.map(kept::margin).orElse(0.0),
            weighs ? probable(ledger) : kept.domain(ledger).members().orElseThrow().length,
            (int) Arrays.stream(benchmark.known().toArray()).filter(truth::keeps).count(),
            candidates.length,
            broken,
            unmeasured,
            truth.assumed()));
  }

  /** How many more probably keep the limits than not. */
  private int probable(Ledger ledger) {
    int[] possible = kept.possible(ledger).members().orElseThrow();
    return (int)
        Arrays.stream(kept.chances(ledger, possible)).filter(chance -> chance > 0.5).count();
  }
}
