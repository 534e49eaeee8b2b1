package org.narq2t.evaluation;

import java.util.List;
import org.narq2t.configuration.KebabCaseEnums;
import org.narq2t.ledger.Split;

/** The rule by which a search reports one architecture. */
public enum Protocol {

  /**
   * As in the paper: the best <em>test</em> accuracy among the candidates of the search. An oracle:
   * it chooses by what it reports.
   */
  ORACLE_TEST(Split.TEST),

  /**
   * The best validation accuracy among everything whose validation accuracy was looked up, training
   * and validation sets and candidates; its test accuracy is reported.
   */
  VALIDATION(Split.VALIDATION);

  private final Split selectsBy;

  Protocol(Split selectsBy) {
    this.selectsBy = selectsBy;
  }

  /** The protocols that a table allows which reports this accuracy: without tests, no oracle. */
  public static List<Protocol> reporting(Split reported) {
    return reported == Split.TEST ? List.of(values()) : List.of(VALIDATION);
  }

  /** The name in configurations and reports: {@code oracle-test}, {@code validation}. */
  public String key() {
    return KebabCaseEnums.spelling(this);
  }

  /** The accuracy that decides. */
  public Split selectsBy() {
    return selectsBy;
  }

  /**
   * The architecture with the highest deciding accuracy, the first of equals.
   *
   * @param pool the candidates, or all that was looked up, see the constants
   * @param accuracies the deciding accuracy of each; unknown ones (NaN) are passed over
   * @throws IllegalArgumentException if none is known
   */
  public int choose(int[] pool, double[] accuracies) {
    int best = -1;
    for (int i = 0; i < pool.length; i++) {
      if (!Double.isNaN(accuracies[i]) && (best < 0 || accuracies[i] > accuracies[best])) {
        best = i;
      }
    }
    if (best < 0) {
      throw new IllegalArgumentException(
          "protocol %s has nothing to choose from: no %s accuracy was looked up"
              .formatted(key(), selectsBy.key()));
    }
    return pool[best];
  }
}
