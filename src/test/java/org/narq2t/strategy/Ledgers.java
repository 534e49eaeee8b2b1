package org.narq2t.strategy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.narq2t.constraint.Constraint;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Sampling;
import org.narq2t.ledger.Split;
import org.narq2t.space.Domain;
import org.narq2t.space.Task;

/** Ledgers and problems on {@link Words}, made by hand. */
public final class Ledgers {
  private static final Words WORDS = new Words();

  private Ledgers() {}

  /** All words, or a part of them. */
  public static Problem problem(Domain domain) {
    return new Problem(WORDS, Task.CIFAR10, Split.VALIDATION, Constraint.none(domain));
  }

  /** Adds a round: these words with these accuracies, NaN for a failed training. */
  public static Ledger round(Ledger ledger, Purpose purpose, int[] words, double... accuracies) {
    ledger.begin(purpose, Arrays.stream(words).mapToObj(Proposed::of).toList(), Sampling.NONE);
    ledger.add(
        IntStream.range(0, words.length)
            .mapToObj(place -> observation(purpose, words[place], accuracies[place]))
            .toList());
    return ledger;
  }

  private static Observation observation(Purpose purpose, int word, double accuracy) {
    return new Observation(
        word,
        WORDS.describe(word),
        purpose,
        accuracy,
        Double.NaN,
        1,
        0,
        1,
        Double.isNaN(accuracy) ? Observation.Status.FAILED : Observation.Status.DONE);
  }

  /** The architectures of a proposed batch. */
  public static List<Integer> batch(Proposal proposal) {
    return ((Proposal.Evaluate) proposal).batch().stream().map(Proposed::architecture).toList();
  }
}
