package org.narq2t.run;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.narq2t.evaluation.Outcome;
import org.narq2t.evaluation.Protocol;
import org.narq2t.evaluation.RandomSearch.Expectation;
import org.narq2t.evaluation.Rank;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Split;
import org.narq2t.run.RunResult.Queries;
import org.narq2t.run.RunResult.Report;

/**
 * What a search is worth where nothing is known but what it evaluated itself. It reports the best
 * of the final trainings; random search at the same cost would have to be trained too.
 */
final class EvaluationByObservations {
  private EvaluationByObservations() {}

  static Evaluation of(Ledger ledger, IntPredicate keepsLimits) {
    Queries queries = Evaluation.queries(ledger);
    List<Report> reports =
        best(ledger, keepsLimits).stream()
            .map(
                best ->
                    new Report(
                        Protocol.VALIDATION,
                        Double.isNaN(best.test()) ? Split.VALIDATION : Split.TEST,
                        best.description(),
                        new Outcome(
                            Protocol.VALIDATION,
                            best.architecture(),
                            best.validation(),
                            best.test(),
                            new Rank(1, queries.distinct()),
                            0),
                        new Expectation(queries.total(), Double.NaN, Double.NaN)))
            .toList();
    return new Evaluation(
        queries,
        reports,
        Evaluation.ranking(0, Predictions.NONE.scores(), new double[0], new double[0]));
  }

  private static Optional<Observation> best(Ledger ledger, IntPredicate keepsLimits) {
    List<Observation> tested = ledger.observations(Purpose.REPORT);
    return tested.isEmpty()
        ? ledger.observations().stream()
            .filter(o -> !Double.isNaN(o.validation()) && keepsLimits.test(o.architecture()))
            .max(Comparator.comparingDouble(Observation::validation))
        : Optional.of(tested.get(tested.size() - 1));
  }
}
