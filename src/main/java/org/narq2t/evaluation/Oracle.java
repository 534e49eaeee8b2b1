package org.narq2t.evaluation;

import org.narq2t.ledger.Split;

/**
 * Knows the results of all architectures that a run may look at. A search that is over is judged by
 * it: ranks, regret, random search. A run that trains has none.
 */
public interface Oracle {

  /** The architectures that it knows. */
  int[] known();

  /** Accuracies in % by architecture, NaN where it knows none. */
  double[] accuracies(Split split);

  /** The accuracy that a result is reported by: test, or validation where test is not known. */
  Split reported();

  /** The official text form of an architecture. */
  String describe(int architecture);

  /** The one that stands for all that compute the same as an architecture. */
  int representative(int architecture);
}
