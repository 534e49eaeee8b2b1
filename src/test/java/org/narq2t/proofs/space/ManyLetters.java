package org.narq2t.proofs.space;

import java.util.List;
import java.util.function.Consumer;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.space.Space;

/** A toy evaluator: the accuracy grows with the length and with late letters. */
record ManyLetters(Space space) implements Evaluator {
  @Override
  public void evaluate(List<Proposed> batch, Purpose purpose, Consumer<List<Observation>> sink) {
    for (Proposed proposed : batch) {
      String text = space.describe(proposed.architecture());
      sink.accept(
          List.of(
              new Observation(
                  proposed.architecture(),
                  text,
                  purpose,
                  accuracy(text),
                  Double.NaN,
                  1,
                  0,
                  1,
                  Observation.Status.DONE)));
    }
  }

  /** In %. */
  static double accuracy(String text) {
    return text.length() + text.chars().average().orElseThrow() / 10;
  }
}
