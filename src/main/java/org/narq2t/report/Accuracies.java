package org.narq2t.report;

import java.util.Arrays;
import java.util.OptionalInt;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.benchmark.QueryBudget;
import org.narq2t.benchmark.Split;
import org.narq2t.evaluation.Protocol;
import org.narq2t.evaluation.RandomSearch;
import org.narq2t.space.Dataset;

/**
 * The accuracies of the whole space on one data set, in %, known only after the search.
 *
 * @param validation by architecture
 * @param test by architecture
 */
public record Accuracies(double[] validation, double[] test) {

  /**
   * @throws IllegalArgumentException if the lengths differ
   */
  public Accuracies {
    if (validation.length != test.length) {
      throw new IllegalArgumentException(
          "%d validation and %d test accuracies".formatted(validation.length, test.length));
    }
  }

  /** Reads them from a table, for a report: no query is counted. */
  public static Accuracies of(BenchmarkTable table, Dataset dataset) {
    QueryBudget budget = new QueryBudget(table, dataset, OptionalInt.empty());
    return new Accuracies(budget.wholeSpace(Split.VALIDATION), budget.wholeSpace(Split.TEST));
  }

  /** The number of architectures. */
  public int size() {
    return test.length;
  }

  /** The accuracies of one split, by architecture. */
  public double[] of(Split split) {
    return split == Split.TEST ? test : validation;
  }

  /** The highest accuracy of a split. */
  public double optimum(Split split) {
    return Arrays.stream(of(split)).filter(a -> !Double.isNaN(a)).max().orElse(Double.NaN);
  }

  /** Random search that selects as a protocol does and reports the accuracy of a split. */
  RandomSearch random(Protocol protocol, Split reported) {
    return new RandomSearch(of(protocol.selectsBy()), of(reported));
  }
}
