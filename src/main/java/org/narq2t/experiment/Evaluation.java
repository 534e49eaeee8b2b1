package org.narq2t.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.QueryBudget;
import org.narq2t.evaluation.KendallTau;
import org.narq2t.evaluation.Outcome;
import org.narq2t.evaluation.Protocol;
import org.narq2t.evaluation.RandomSearch;
import org.narq2t.evaluation.TierConfusion;
import org.narq2t.experiment.RunResult.Iteration;
import org.narq2t.experiment.RunResult.Queries;
import org.narq2t.experiment.RunResult.Ranking;
import org.narq2t.experiment.RunResult.Report;
import org.narq2t.experiment.config.RunConfiguration;
import org.narq2t.ledger.Split;
import org.narq2t.predictor.Scores;
import org.narq2t.search.Candidate;
import org.narq2t.tier.Tiers;

/**
 * What a search is worth, after it is over: the protocols beside random search with as many
 * queries, and how well architectures are ranked.
 */
record Evaluation(Queries queries, List<Report> reports, Ranking ranking) {

  static Evaluation of(
      Benchmark benchmark,
      QueryBudget budget,
      RunConfiguration configuration,
      Predictions predictions,
      List<Iteration> iterations,
      IntPredicate keepsLimits) {
    Split reported = benchmark.reported(configuration.dataset());
    Queries queries = queries(budget, configuration, iterations);
    int[] known = budget.known(Split.VALIDATION);
    double[] validation = budget.wholeSpace(Split.VALIDATION);
    double[] test = budget.wholeSpace(Split.TEST);
    int[] allowed = IntStream.range(0, test.length).filter(keepsLimits).toArray();
    int[] candidates = candidates(iterations);
    List<Report> reports = new ArrayList<>();
    for (Protocol protocol : Protocol.reporting(reported)) {
      int[] pool =
          Arrays.stream(protocol == Protocol.ORACLE_TEST ? candidates : known)
              .filter(keepsLimits)
              .toArray();
      double[] deciding = protocol.selectsBy() == Split.TEST ? test : validation;
      if (pool.length > 0) {
        int chosen =
            protocol.choose(pool, Arrays.stream(pool).mapToDouble(a -> deciding[a]).toArray());
        reports.add(
            new Report(
                protocol,
                reported,
                benchmark.space().describe(chosen),
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
            configuration,
            predictions.scores(),
            predictions.pick(validation),
            reported == Split.TEST ? predictions.pick(test) : new double[0]));
  }

  /** The distinct candidates of a search, in the order of their look-up. */
  static int[] candidates(List<Iteration> iterations) {
    return iterations.stream()
        .flatMap(i -> i.candidates().stream())
        .mapToInt(Candidate::architecture)
        .distinct()
        .toArray();
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

  private static Ranking ranking(
      RunConfiguration configuration, Scores scores, double[] validation, double[] test) {
    int tiers = configuration.tiers();
    return new Ranking(
        scores.size(),
        KendallTau.between(scores.score(), validation),
        test.length == 0 ? Double.NaN : KendallTau.between(scores.score(), test),
        TierConfusion.of(
            Tiers.divide(validation, tiers), scores.predictedTiers(), Math.max(1, tiers)));
  }

  private static Queries queries(
      QueryBudget budget, RunConfiguration configuration, List<Iteration> iterations) {
    int search = iterations.stream().mapToInt(i -> i.candidates().size()).sum();
    int train = configuration.split().train();
    int validation = configuration.split().validation();
    return new Queries(train, validation, search, train + validation + search, budget.spent());
  }
}
