package org.narq2t.benchmark;

import org.narq2t.space.Dataset;

/** Trained results of a search space. Only {@link QueryBudget} should read accuracies from it. */
public interface BenchmarkTable {

  /** The number of architectures. */
  int size();

  /** Accuracy in %, NaN if unknown. */
  double accuracy(int architecture, Dataset dataset, Split split);

  /** Latency in seconds, NaN if unknown. */
  double latency(int architecture, Dataset dataset);

  /** Whether the numbers are made up, for tests and demonstrations. */
  default boolean isSurrogate() {
    return !provenance().kind().equals("real");
  }

  /** Where the numbers come from. */
  Provenance provenance();
}
