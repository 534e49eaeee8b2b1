package org.narq2t.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.narq2t.experiment.RunResult;
import org.narq2t.experiment.RunResult.Decision;
import org.narq2t.experiment.RunResult.Iteration;
import org.narq2t.space.nasbench201.Operator;
import org.narq2t.tier.BatchStatistics;
import org.narq2t.tier.TierCounts;

/**
 * The tiers of one training batch that the search sampled from, over some quantity, and what
 * Algorithm 5 made of them.
 *
 * @param labels of the values
 * @param counts shape (tiers, values)
 * @param decision a sentence
 */
record TierHistogram(String quantity, List<String> labels, long[][] counts, String decision) {

  /** As decisions name them. */
  static final List<String> QUANTITIES = List.of("FLOPs", "parameters", "operators");

  private static final List<String> OPERATORS =
      Arrays.stream(Operator.values()).map(CellDrawing::label).toList();

  /**
   * The histograms of one batch.
   *
   * @param iterations which iterations of the search used it
   */
  record Batch(String iterations, List<TierHistogram> histograms) {}

  /** Those that the search used, in the order of their use; none after random sampling. */
  static List<Batch> of(RunResult run) {
    TreeMap<Integer, List<Iteration>> uses = new TreeMap<>();
    for (Iteration iteration : run.iterations()) {
      if (iteration.statistics() >= 0) {
        uses.computeIfAbsent(iteration.statistics(), s -> new ArrayList<>()).add(iteration);
      }
    }
    return uses.entrySet().stream()
        .sorted((a, b) -> a.getValue().get(0).iteration() - b.getValue().get(0).iteration())
        .map(use -> batch(run.statistics().get(use.getKey()), use.getValue()))
        .toList();
  }

  private static Batch batch(BatchStatistics statistics, List<Iteration> uses) {
    int first = uses.get(0).iteration() + 1;
    int last = uses.get(uses.size() - 1).iteration() + 1;
    List<Decision> decisions = uses.get(0).decisions();
    return new Batch(
        Numbers.range(first, last),
        List.of(
            binned(
                "FLOPs",
                statistics.flops(),
                decisions,
                v -> String.format(Locale.ROOT, "≤ %.0f M", v / 1e6)),
            binned(
                "parameters",
                statistics.parameters(),
                decisions,
                v -> String.format(Locale.ROOT, "≤ %.2f M", v / 1e6)),
            new TierHistogram(
                "operators",
                OPERATORS,
                statistics.operators().counts(),
                sentence("operators", decisions))));
  }

  private static TierHistogram binned(
      String quantity, TierCounts counts, List<Decision> decisions, LongFunction<String> label) {
    return new TierHistogram(
        quantity,
        Arrays.stream(counts.values()).mapToObj(label).toList(),
        counts.counts(),
        sentence(quantity, decisions));
  }

  private static String sentence(String quantity, List<Decision> decisions) {
    return decisions.stream()
        .filter(decision -> decision.quantity().equals(quantity))
        .findFirst()
        .map(
            decision ->
                "Algorithm 5 keeps %s of tier 1: %s."
                    .formatted(
                        decision.distribution() ? "the distribution" : "only the interval",
                        decision.reason()))
        .orElse("Algorithm 5 was not asked: the batch was sampled at random.");
  }
}
