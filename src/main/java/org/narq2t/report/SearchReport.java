package org.narq2t.report;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.narq2t.benchmark.Provenance;
import org.narq2t.evaluation.Protocol;
import org.narq2t.evaluation.RandomSearch.Expectation;
import org.narq2t.ledger.Split;
import org.narq2t.run.BenchmarkSource;
import org.narq2t.run.Experiment;
import org.narq2t.run.RunResult;

/**
 * The course of a search in a table, look-up by look-up: what was expected of each architecture,
 * what came out, and the best so far beside random search.
 *
 * @param lookUps in their order
 * @param found number of the look-up whose architecture is reported; 0 if nothing keeps the limits
 * @param best validation accuracy in % of the best that keeps the limits, after each look-up; NaN
 *     before the first
 * @param random the same of random search, which is told what keeps the limits
 * @param optimum the best validation accuracy of all that keep the limits, %
 * @param among how many these are
 * @param front what no other look-up beats in both latency and validation accuracy, the fastest
 *     first; none unless it was searched for
 * @param reports what the validation rule reports: one, or none
 */
public record SearchReport(
    List<LookUp> lookUps,
    int found,
    List<Double> best,
    List<Expectation> random,
    double optimum,
    int among,
    List<LookUp> front,
    List<RunResult.Report> reports,
    Provenance table,
    String limits) {

  /** Whether a run is told this way: one whose search was not guided by tier statistics. */
  public static boolean suits(RunResult result) {
    return result.statistics().isEmpty() && !result.configuration().evaluator().trains();
  }

  /**
   * Reports.
   *
   * @throws IllegalArgumentException if another table is open now than that of the run
   * @throws IOException if the table cannot be read; the message says what to do
   */
  static SearchReport of(Experiment.Finished run, BenchmarkSource opener) throws IOException {
    ReportedRuns reported = ReportedRuns.of(List.of(run), opener, Arrangement.BY_DATASET);
    RunGroup group = reported.groups().get(0);
    IntToDoubleFunction latency = a -> group.hasLatency() ? group.latencyMs()[a] : Double.NaN;
    IntToDoubleFunction energy = a -> group.hasEnergy() ? group.energyMj()[a] : Double.NaN;
    return of(
        run.result(),
        group.accuracies(),
        latency,
        energy,
        group.task().isLimited() ? group.task().limited() : "");
  }

  /**
   * @param accuracies judged among what keeps the limits
   * @param latencyMs measured, by architecture
   * @param energyMj the same
   */
  static SearchReport of(
      RunResult result,
      Accuracies accuracies,
      IntToDoubleFunction latencyMs,
      IntToDoubleFunction energyMj,
      String limits) {
    List<LookUp> lookUps = LookUp.all(result.rounds(), accuracies, latencyMs, energyMj);
    List<RunResult.Report> reports = result.report(Protocol.VALIDATION).stream().toList();
    List<Expectation> random =
        IntStream.rangeClosed(1, lookUps.size())
            .mapToObj(n -> accuracies.random(Split.VALIDATION, Split.VALIDATION, n))
            .toList();
    return new SearchReport(
        lookUps,
        lookUps.stream()
            .filter(
                one ->
                    reports.stream()
                        .anyMatch(r -> r.outcome().architecture() == one.architecture()))
            .mapToInt(LookUp::number)
            .findFirst()
            .orElse(0),
        LookUp.bestAfterEach(lookUps),
        random,
        accuracies.optimum(Split.VALIDATION),
        accuracies.members(),
        result.configuration().limits().front() ? LookUp.front(lookUps) : List.of(),
        reports,
        result.table(),
        limits);
  }

  /** Whether latencies are told. */
  public boolean isTimed() {
    return lookUps.stream().anyMatch(LookUp::isTimed);
  }

  /** Whether energies are told. */
  public boolean isWeighed() {
    return lookUps.stream().anyMatch(LookUp::isWeighed);
  }

  /** The best that keep the limits, by validation accuracy, each architecture once. */
  public List<LookUp> top(int count) {
    Map<Integer, LookUp> distinct = new HashMap<>();
    lookUps.stream()
        .filter(LookUp::keepsLimits)
        .forEach(one -> distinct.putIfAbsent(one.architecture(), one));
    return distinct.values().stream()
        .sorted(
            Comparator.comparingDouble(LookUp::validation).reversed().thenComparing(LookUp::number))
        .limit(count)
        .toList();
  }

  /** The number of networks that the limits allow, in words. */
  public String amongText() {
    return Numbers.count(among);
  }

  /** Look-ups that turned out to break a limit. */
  public long broken() {
    return lookUps.stream().filter(one -> !one.keepsLimits()).count();
  }
}
