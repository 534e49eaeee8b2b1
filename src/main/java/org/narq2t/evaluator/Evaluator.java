package org.narq2t.evaluator;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.narq2t.evaluation.Oracle;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;

/** Gives the trained results of architectures: looks them up, or trains. */
public interface Evaluator extends AutoCloseable {

  /**
   * Measures architectures before anything is evaluated, for limits to be known from the start.
   *
   * @param architectures well spread over the space; may be none
   */
  default void measure(int[] architectures) {}

  /** Knows the results of all architectures, to judge a run that is over; none if nobody does. */
  default Optional<Oracle> oracle() {
    return Optional.empty();
  }

  /**
   * Evaluates a batch, in its order. Called by several threads at once only if its settings say so.
   *
   * @param sink takes observations as they are there, one or several at once: what it has taken is
   *     recorded and is not asked for again, whatever happens to the rest
   * @throws IllegalArgumentException for an architecture that it cannot evaluate; the message names
   *     it
   */
  void evaluate(List<Proposed> batch, Purpose purpose, Consumer<List<Observation>> sink);

  /** Frees what it holds. */
  @Override
  default void close() {}
}
