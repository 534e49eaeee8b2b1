package org.narq2t.web.pages;

import java.util.Optional;
import org.narq2t.evaluation.Protocol;
import org.narq2t.tracking.RunDescription;

/**
 * The report of a rule of selection, beside random search with as many queries.
 *
 * @param accuracy in %, of the split
 * @param difference from random search, percentage points
 */
public record ReportedResult(
    String rule, String split, String accuracy, String random, double difference) {

  /** The recorded result of a rule; empty if the run reports none. */
  static Optional<ReportedResult> of(RunDescription run, Protocol rule) {
    Double accuracy = run.accuracy(rule.key());
    Double random = run.figures().get(rule.key() + "_random");
    if (accuracy == null || random == null) {
      return Optional.empty();
    }
    return Optional.of(
        new ReportedResult(
            rule.key(),
            run.isWithoutTest() ? "validation" : "test",
            FigureText.decimal(accuracy, 2),
            FigureText.decimal(random, 2),
            accuracy - random));
  }

  public String ahead() {
    return FigureText.points(difference);
  }

  public boolean isBetter() {
    return difference > 0;
  }
}
