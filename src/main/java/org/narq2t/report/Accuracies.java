package org.narq2t.report;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.QueryBudget;
import org.narq2t.benchmark.Split;
import org.narq2t.evaluation.RandomSearch;
import org.narq2t.evaluation.Rank;
import org.narq2t.space.Dataset;

/**
 * The accuracies of all known architectures on one data set, in %, known only after the search.
 * Results are reported by test accuracy, or by validation accuracy where the table lacks that of
 * any architecture.
 */
final class Accuracies {

  private final double[] validation;
  private final double[] test;
  private final Split reported;
  private final Map<List<Split>, RandomSearch> random = new HashMap<>();

  /**
   * @param validation by architecture
   * @param test by architecture, NaN where the table lacks it
   * @throws IllegalArgumentException if the lengths differ
   */
  Accuracies(double[] validation, double[] test) {
    if (validation.length != test.length) {
      throw new IllegalArgumentException(
          "%d validation and %d test accuracies".formatted(validation.length, test.length));
    }
    this.validation = validation;
    this.test = test;
    this.reported = Arrays.stream(test).anyMatch(Double::isNaN) ? Split.VALIDATION : Split.TEST;
  }

  /** Reads them from a table, for a report: no query is counted. */
  static Accuracies of(Benchmark benchmark, Dataset dataset) {
    QueryBudget budget = new QueryBudget(benchmark.table(), dataset, OptionalInt.empty());
    return new Accuracies(budget.wholeSpace(Split.VALIDATION), budget.wholeSpace(Split.TEST));
  }

  /** The number of architectures. */
  int size() {
    return validation.length;
  }

  /** Validation accuracies, by architecture. */
  double[] validation() {
    return validation;
  }

  /** What results are reported by. */
  Split reported() {
    return reported;
  }

  /** The splits that are shown: a table without tests has only validation accuracies. */
  List<Split> splits() {
    return reported == Split.TEST ? List.of(Split.VALIDATION, Split.TEST) : List.of(reported);
  }

  /** The accuracies of one split, by architecture. */
  double[] of(Split split) {
    return split == Split.TEST ? test : validation;
  }

  /** The accuracy of an architecture that a result is reported by. */
  double reported(int architecture) {
    return of(reported)[architecture];
  }

  /** The rank of an architecture by the reported accuracy. */
  Rank rank(int architecture) {
    return Rank.of(reported(architecture), of(reported));
  }

  /** How far an architecture is from the best reported accuracy, percentage points. */
  double gap(int architecture) {
    return optimum(reported) - reported(architecture);
  }

  /** The highest accuracy of a split. */
  double optimum(Split split) {
    return Arrays.stream(of(split)).max().orElseThrow();
  }

  /** Random search that selects by one split and tells the accuracy of one of {@link #splits}. */
  RandomSearch random(Split deciding, Split told) {
    return random.computeIfAbsent(
        List.of(deciding, told), key -> new RandomSearch(of(deciding), of(told)));
  }
}
