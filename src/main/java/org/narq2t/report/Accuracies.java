package org.narq2t.report;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.evaluation.Outcome;
import org.narq2t.evaluation.Protocol;
import org.narq2t.evaluation.RandomSearch;
import org.narq2t.evaluation.RandomSearch.Expectation;
import org.narq2t.evaluation.Rank;
import org.narq2t.ledger.Split;
import org.narq2t.space.Task;

/**
 * The accuracies of all known architectures on one data set, in %, known only after the search.
 * Results are reported by test accuracy, or by validation accuracy where the table lacks that of
 * any architecture. Under limits they are judged among the architectures that keep them.
 */
final class Accuracies {

  private final double[] validation;
  private final double[] test;
  private final Split reported;
  private final int[] members;
  private final BitSet judged = new BitSet();
  private final Map<List<Split>, RandomSearch> random = new HashMap<>();

  /**
   * @param validation by architecture
   * @param test by architecture, NaN where the table lacks it
   * @throws IllegalArgumentException if the lengths differ
   */
  Accuracies(double[] validation, double[] test) {
    this(validation, test, a -> !Double.isNaN(validation[a]));
  }

  private Accuracies(double[] validation, double[] test, IntPredicate known) {
    this(
        validation,
        test,
        IntStream.range(0, test.length).filter(known).anyMatch(a -> Double.isNaN(test[a]))
            ? Split.VALIDATION
            : Split.TEST,
        known);
  }

  private Accuracies(double[] validation, double[] test, Split reported, IntPredicate judged) {
    if (validation.length != test.length) {
      throw new IllegalArgumentException(
          "%d validation and %d test accuracies".formatted(validation.length, test.length));
    }
    this.validation = validation;
    this.test = test;
    this.reported = reported;
    this.members = IntStream.range(0, validation.length).filter(judged).toArray();
    Arrays.stream(members).forEach(this.judged::set);
  }

  /** The same accuracies, judged among some of the known architectures. */
  Accuracies within(IntPredicate keeps) {
    return new Accuracies(validation, test, reported, a -> isMember(a) && keeps.test(a));
  }

  /** Reads them from a table, for a report: no query is counted. */
  static Accuracies of(Benchmark benchmark, Task dataset) {
    return new Accuracies(
        benchmark.accuracies(dataset, Split.VALIDATION), benchmark.accuracies(dataset, Split.TEST));
  }

  /** The number of architectures. */
  int size() {
    return validation.length;
  }

  /** The number of architectures among which results are judged: all, or what keeps the limits. */
  int members() {
    return members.length;
  }

  /** Whether an architecture is one of these. */
  boolean isMember(int architecture) {
    return judged.get(architecture);
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
    return Rank.of(reported(architecture), judged(reported));
  }

  private double gap(int architecture) {
    return optimum(reported) - reported(architecture);
  }

  /** An architecture among the others, where the record of a run does not say it. */
  Outcome outcome(Protocol protocol, int architecture) {
    return new Outcome(
        protocol,
        architecture,
        validation[architecture],
        test[architecture],
        rank(architecture),
        gap(architecture));
  }

  /** The highest accuracy of a split. */
  double optimum(Split split) {
    return Arrays.stream(judged(split)).max().orElse(Double.NaN);
  }

  /** The accuracies of one split of the members alone. */
  double[] judged(Split split) {
    return Arrays.stream(members).mapToDouble(a -> of(split)[a]).toArray();
  }

  /**
   * What random search among the members tells after some queries, or after looking up all of them
   * if there are fewer.
   *
   * @param deciding what it selects by
   * @param told one of {@link #splits}
   */
  Expectation random(Split deciding, Split told, int queries) {
    Expectation expected =
        random
            .computeIfAbsent(
                List.of(deciding, told), key -> new RandomSearch(judged(deciding), judged(told)))
            .after(Math.min(queries, members.length));
    return new Expectation(queries, expected.mean(), expected.deviation());
  }
}
