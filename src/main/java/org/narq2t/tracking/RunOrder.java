package org.narq2t.tracking;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.narq2t.configuration.KebabCaseEnums;

/** In which order runs are listed. Runs without the figure stand last. */
public enum RunOrder {
  NEWEST("id DESC", ""),
  OLDEST("id", ""),
  SEED("seed, id DESC", ""),
  VALIDATION("", "validation_test"),
  ORACLE_TEST("", "oracle-test_test"),
  TAU("", "tau_test"),
  SECONDS("", "seconds");

  private final String columns;
  private final String figure;

  RunOrder(String columns, String figure) {
    this.columns = columns;
    this.figure = figure;
  }

  /** The figure of the whole run that is ordered by, the highest first; empty for a column. */
  String figure() {
    return figure;
  }

  /** What follows ORDER BY. */
  String sql() {
    return figure.isEmpty()
        ? columns
        : "(SELECT amount FROM metric WHERE run_id = run.id AND metric.name = :figure AND step = -1)"
            + " DESC NULLS LAST, id DESC";
  }

  /** The name of it: {@code oracle-test}. */
  public String key() {
    return KebabCaseEnums.spelling(this);
  }

  /**
   * The order with a name.
   *
   * @throws IllegalArgumentException naming those that there are
   */
  public static RunOrder of(String key) {
    return Arrays.stream(values())
        .filter(order -> order.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Runs cannot be ordered by '%s'; allowed: %s"
                        .formatted(
                            key,
                            Arrays.stream(values())
                                .map(RunOrder::key)
                                .collect(Collectors.joining(", ")))));
  }
}
