package org.narq2t.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.narq2t.evaluation.KendallTau;
import org.narq2t.evaluation.Oracle;
import org.narq2t.evaluation.Outcome;
import org.narq2t.evaluation.Protocol;
import org.narq2t.evaluation.RandomSearch;
import org.narq2t.evaluation.TierConfusion;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Split;
import org.narq2t.predictor.Scores;
import org.narq2t.run.RunResult.Queries;
import org.narq2t.run.RunResult.Ranking;
import org.narq2t.run.RunResult.Report;
import org.narq2t.tier.Tiers;

/**
 * What a search is worth, after it is over: the protocols beside random search with as many
 * queries, and how well architectures are ranked.
 */
record Evaluation(Queries queries, List<Report> reports, Ranking ranking) {

  /** The architectures that are reported. */
  int[] reported() {
    return reports.stream().mapToInt(report -> report.outcome().architecture()).toArray();
  }

  /**
   * Judges a run by one who knows all results.
   *
   * @param tiers into which the judged architectures are divided; 0 for none
   */
  static Evaluation of(
      Oracle oracle, Ledger ledger, int tiers, Predictions predictions, IntPredicate keepsLimits) {
    Split reported = oracle.reported();
    Queries queries = queries(ledger);
    double[] validation = oracle.accuracies(Split.VALIDATION);
    double[] test = oracle.accuracies(Split.TEST);
    int[] allowed = Arrays.stream(oracle.known()).filter(keepsLimits).toArray();
    int[] candidates = Arrays.stream(ledger.architectures(Purpose.SEARCH)).distinct().toArray();
    List<Report> reports = new ArrayList<>();
    for (Protocol protocol : Protocol.reporting(reported)) {
      int[] pool =
          Arrays.stream(protocol == Protocol.ORACLE_TEST ? candidates : ledger.paid())
              .filter(keepsLimits)
              .toArray();
      double[] deciding = protocol.selectsBy() == Split.TEST ? test : validation;
      if (pool.length > 0) {
        int chosen = protocol.choose(pool, pick(deciding, pool));
        reports.add(
            new Report(
                protocol,
                reported,
                oracle.describe(chosen),
                Outcome.of(
                    protocol,
                    chosen,
                    only(validation, keepsLimits),
                    only(test, keepsLimits),
                    reported),
                RandomSearch.under(
                        protocol,
                        pick(validation, allowed),
                        pick(reported == Split.TEST ? test : validation, allowed))
                    .after(Math.min(allowed.length, queries.total()))));
      }
    }
    return new Evaluation(
        queries,
        reports,
        ranking(
            tiers,
            predictions.scores(),
            predictions.pick(validation),
            reported == Split.TEST ? predictions.pick(test) : new double[0]));
  }

  /** Accuracies by architecture, unknown (NaN) where limits are broken. */
  private static double[] only(double[] accuracies, IntPredicate keepsLimits) {
    return IntStream.range(0, accuracies.length)
        .mapToDouble(a -> keepsLimits.test(a) ? accuracies[a] : Double.NaN)
        .toArray();
  }

  private static double[] pick(double[] values, int[] positions) {
    return Arrays.stream(positions).mapToDouble(position -> values[position]).toArray();
  }

  static Ranking ranking(int tiers, Scores scores, double[] validation, double[] test) {
    if (scores.size() < 2) { // nothing was predicted
      return new Ranking(0, Double.NaN, Double.NaN, new TierConfusion(new long[0][0]));
    }
    return new Ranking(
        scores.size(),
        KendallTau.between(scores.score(), validation),
        test.length == 0 ? Double.NaN : KendallTau.between(scores.score(), test),
        TierConfusion.of(
            Tiers.divide(validation, tiers), scores.predictedTiers(), Math.max(1, tiers)));
  }

  static Queries queries(Ledger ledger) {
    int train = ledger.architectures(Purpose.TRAINING).length;
    int validation = ledger.architectures(Purpose.TIER_VALIDATION).length;
    int search = ledger.architectures(Purpose.SEARCH).length;
    return new Queries(train, validation, search, train + validation + search, ledger.spent());
  }
}
