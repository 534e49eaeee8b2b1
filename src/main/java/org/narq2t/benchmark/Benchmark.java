package org.narq2t.benchmark;

import java.util.Arrays;
import org.narq2t.ledger.Split;
import org.narq2t.space.Members;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * A search space and a table of results, of the same size.
 *
 * @param known the architectures whose validation accuracy the table knows: a run stays within them
 * @param otherTask validation accuracies in % on another task, which a run may know before it
 *     begins, by architecture; length 0 for none
 */
public record Benchmark(SearchSpace space, BenchmarkTable table, Members known, double[] otherTask)
    implements Landscape {

  /** Of which nothing is known before. */
  public Benchmark(SearchSpace space, BenchmarkTable table, Members known) {
    this(space, table, known, new double[0]);
  }

  /** The same for a run that knows the results on another task. */
  public Benchmark knowing(double[] accuracies) {
    return new Benchmark(space, table, known, accuracies);
  }

  @Override
  public Provenance provenance() {
    return table.provenance();
  }

  @Override
  public Benchmark benchmark() {
    return this;
  }

  /**
   * @throws IllegalArgumentException if the sizes differ
   */
  public Benchmark {
    if (space.size() != table.size()) {
      throw new IllegalArgumentException(
          "%d architectures but %d results".formatted(space.size(), table.size()));
    }
  }

  /**
   * The benchmark of one data set, as far as a table knows it.
   *
   * @throws IllegalArgumentException if it knows no validation accuracy
   */
  public static Benchmark known(SearchSpace space, BenchmarkTable table, Task dataset) {
    int[] known = table.known(dataset, Split.VALIDATION);
    if (known.length == 0) {
      throw new IllegalArgumentException(
          "The table has no validation accuracy on " + dataset.key() + ": import another one");
    }
    return new Benchmark(space, table, Members.of(known));
  }

  /**
   * The accuracy that a result is reported by: test, or validation where the table lacks the test
   * accuracy of any known architecture.
   */
  public Split reported(Task dataset) {
    boolean tested =
        Arrays.stream(known.toArray())
            .noneMatch(a -> Double.isNaN(table.accuracy(a, dataset, Split.TEST)));
    return tested ? Split.TEST : Split.VALIDATION;
  }

  /** Accuracies in % by architecture, NaN where the table knows none. */
  public double[] accuracies(Task dataset, Split split) {
    double[] accuracies = new double[space.size()];
    Arrays.setAll(accuracies, a -> table.accuracy(a, dataset, split));
    return accuracies;
  }
}
