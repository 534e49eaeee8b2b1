package org.narq2t.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.narq2t.ledger.Sampling.Decision;
import org.narq2t.run.Iteration;
import org.narq2t.run.RunResult;
import org.narq2t.space.Presenter;
import org.narq2t.tier.BatchStatistics;
import org.narq2t.tier.TierCounts;

/**
 * The tiers of one training batch that the search sampled from, over some quantity, and what
 * Algorithm 5 made of them.
 *
 * @param axis what the values are
 * @param labels of the values
 * @param counted what the counts are of
 * @param counts shape (tiers, values)
 * @param decision a sentence
 */
record TierHistogram(
    String quantity,
    String axis,
    List<String> labels,
    String counted,
    long[][] counts,
    String decision) {

  private static final String VERTICES = "number of vertices";

  /**
   * The histograms of one batch.
   *
   * @param iterations which iterations of the search used it
   */
  record Batch(String iterations, List<TierHistogram> histograms) {}

  /** What is shown of a space, as decisions name it. */
  static List<String> quantities(Presenter space) {
    return space.countsVertices()
        ? List.of("FLOPs", "parameters", "operators", VERTICES)
        : List.of("FLOPs", "parameters", "operators");
  }

  /** Those that the search used, in the order of their use; none after random sampling. */
  static List<Batch> of(Presenter space, RunResult run) {
    TreeMap<Integer, List<Iteration>> uses = new TreeMap<>();
    for (Iteration iteration : run.iterations()) {
      if (iteration.statistics() >= 0) {
        uses.computeIfAbsent(iteration.statistics(), s -> new ArrayList<>()).add(iteration);
      }
    }
    return uses.entrySet().stream()
        .sorted((a, b) -> a.getValue().get(0).iteration() - b.getValue().get(0).iteration())
        .map(use -> batch(space, run, run.statistics().get(use.getKey()), use.getValue()))
        .toList();
  }

  private static Batch batch(
      Presenter space, RunResult run, BatchStatistics statistics, List<Iteration> uses) {
    int first = uses.get(0).iteration() + 1;
    int last = uses.get(uses.size() - 1).iteration() + 1;
    List<Decision> decisions = uses.get(0).decisions();
    List<TierHistogram> histograms = new ArrayList<>();
    histograms.add(binned(space, "FLOPs", statistics.flops(), decisions));
    histograms.add(binned(space, "parameters", statistics.parameters(), decisions));
    histograms.add(
        new TierHistogram(
            "operators",
            "operator",
            space.operators(),
            space.operatorPlaces(),
            statistics.operators().counts(),
            sentence("operators", decisions)));
    if (space.countsVertices()) {
      histograms.add(vertices(space, run, statistics.vertices()));
    }
    return new Batch(Numbers.range(first, last), histograms);
  }

  private static TierHistogram vertices(Presenter space, RunResult run, TierCounts counts) {
    return new TierHistogram(
        VERTICES,
        VERTICES,
        Arrays.stream(counts.values()).mapToObj(Long::toString).toList(),
        space.noun(),
        counts.counts(),
        run.configuration().strategy().variesVertices()
            ? Messages.text("tiers.any-vertices")
            : Messages.text("tiers.most-vertices"));
  }

  private static TierHistogram binned(
      Presenter space, String quantity, TierCounts counts, List<Decision> decisions) {
    long largest = Arrays.stream(counts.values()).max().orElse(0);
    boolean billions = largest >= 10_000_000_000L;
    String pattern = !billions && largest < 10_000_000 ? "%.2f" : billions ? "%.1f" : "%.0f";
    return new TierHistogram(
        quantity,
        Messages.text(billions ? "tiers.billions" : "tiers.millions", quantity),
        Arrays.stream(counts.values())
            .mapToObj(value -> String.format(Locale.ROOT, pattern, value / (billions ? 1e9 : 1e6)))
            .toList(),
        space.noun(),
        counts.counts(),
        sentence(quantity, decisions));
  }

  private static String sentence(String quantity, List<Decision> decisions) {
    return decisions.stream()
        .filter(decision -> decision.quantity().equals(quantity))
        .findFirst()
        .map(
            decision ->
                Messages.text(
                    decision.distribution() ? "tiers.distribution" : "tiers.interval",
                    decision.reason()))
        .orElseGet(() -> Messages.text("tiers.random"));
  }
}
