package org.narq2t.benchmark;

import org.narq2t.ledger.Split;
import org.narq2t.space.Dataset;
import org.narq2t.space.RestrictedSpace;
import org.narq2t.space.SearchSpace;

/**
 * A search space and a table of results, of the same size.
 *
 * @param space the whole one, or the {@link RestrictedSpace} that the table knows
 */
public record Benchmark(SearchSpace space, BenchmarkTable table) {

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
   * What a table allows on one data set: the architectures whose validation accuracy it knows,
   * which are the whole space if it knows all.
   *
   * @throws IllegalArgumentException if it knows none
   */
  public static Benchmark known(SearchSpace space, BenchmarkTable table, Dataset dataset) {
    int[] known = KnownResults.of(table, dataset, Split.VALIDATION);
    if (known.length == table.size()) {
      return new Benchmark(space, table);
    }
    if (known.length == 0) {
      throw new IllegalArgumentException(
          "The table has no validation accuracy on " + dataset.key() + ": import another one");
    }
    RestrictedSpace restricted = new RestrictedSpace(space, known);
    return new Benchmark(restricted, new RestrictedTable(table, restricted));
  }

  /** The space without the restriction. */
  public SearchSpace wholeSpace() {
    return space instanceof RestrictedSpace restricted ? restricted.whole() : space;
  }

  /** The number of architectures of the whole space. */
  public int wholeSize() {
    return wholeSpace().size();
  }

  /**
   * The accuracy that a result is reported by: test, or validation where the table lacks the test
   * accuracy of any architecture.
   */
  public Split reported(Dataset dataset) {
    boolean tested = KnownResults.of(table, dataset, Split.TEST).length == table.size();
    return tested ? Split.TEST : Split.VALIDATION;
  }
}
