package org.narq2t.run;

import org.narq2t.constraint.Constraint;
import org.narq2t.ledger.Split;
import org.narq2t.predictor.Predictor;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.Problem;

/** The run that a strategy is made for, with its predictor and what it may look at. */
public record SearchContext(RunContext run, Predictor predictor, Constraint constraint) {

  /** The problem that is searched. */
  public Problem problem() {
    return new Problem(
        run.landscape().space(), run.configuration().dataset(), Split.VALIDATION, constraint);
  }

  /** The random streams of the run. */
  public RandomStreams streams() {
    return run.streams();
  }
}
