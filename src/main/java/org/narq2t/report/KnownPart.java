package org.narq2t.report;

import org.narq2t.ledger.Split;
import org.narq2t.run.RunResult.Known;

/**
 * What the figures of a table rest on, for its caption: which accuracy, and of how much of the
 * space.
 *
 * @param reported what results are reported by
 * @param known how much of the space the table knows
 * @param noun what the space holds: architectures, or cells
 */
record KnownPart(Split reported, Known known, String noun) {

  /** Whether there are test accuracies of the whole space, as in the paper. */
  boolean isWhole() {
    return reported == Split.TEST && !known.isRestricted();
  }

  /** {@code test accuracy} or {@code validation accuracy}. */
  String accuracy() {
    return reported.key() + " accuracy";
  }

  /** {@code the 20,001 known of 423,624 cells}, or {@code all 423,624 cells}. */
  String members() {
    return known.isRestricted()
        ? "the %s known of %s %s"
            .formatted(Numbers.count(known.architectures()), Numbers.count(known.of()), noun)
        : "all %s %s".formatted(Numbers.count(known.of()), noun);
  }

  /** What a caption has to say that would be taken for something else; may be empty. */
  String caveat() {
    String accuracy =
        reported == Split.TEST ? "" : "Validation accuracy; the table has no test accuracies. ";
    String part = known.isRestricted() ? "Everything is within " + members() + ". " : "";
    return (accuracy + part).strip();
  }
}
