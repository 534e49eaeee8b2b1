package org.narq2t.benchmark;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Split;
import org.narq2t.space.Dataset;

/**
 * The one way to the accuracies of a table, for one run on one data set.
 *
 * <p>It counts look-ups and distinct architectures by purpose and split. What it limits is what a
 * real user pays for: the distinct architectures that were trained. Asking again for one that is
 * paid, or for its other split, is free; so is {@link Purpose#REPORT}. Not thread-safe.
 */
public final class QueryBudget {

  private final BenchmarkTable table;
  private final Dataset dataset;
  private final OptionalInt limit;
  private final long[][] lookUps = new long[Purpose.values().length][Split.values().length];
  private final BitSet[][] seen = new BitSet[Purpose.values().length][Split.values().length];
  private final BitSet paid = new BitSet();

  /**
   * @param limit the number of distinct architectures that may be trained; empty for no limit
   */
  public QueryBudget(BenchmarkTable table, Dataset dataset, OptionalInt limit) {
    this.table = table;
    this.dataset = dataset;
    this.limit = limit;
    for (BitSet[] bySplit : seen) {
      for (int split = 0; split < bySplit.length; split++) {
        bySplit[split] = new BitSet();
      }
    }
  }

  /**
   * Goes on from the {@link #records()} of an interrupted run; what was looked up since counts no
   * more.
   */
  public void restore(List<QueryRecord> records) {
    paid.clear();
    for (Purpose purpose : Purpose.values()) {
      for (Split split : Split.values()) {
        lookUps[purpose.ordinal()][split.ordinal()] = 0;
        seen[purpose.ordinal()][split.ordinal()].clear();
      }
    }
    for (QueryRecord entry : records) {
      lookUps[entry.purpose().ordinal()][entry.split().ordinal()] = entry.lookUps();
      for (int architecture : entry.architectures()) {
        mark(architecture, entry.split(), entry.purpose());
      }
    }
  }

  /**
   * Looks up an accuracy, in %; NaN if the table does not know it, which counts all the same.
   *
   * @throws BudgetExhausted if it would be one trained architecture too many
   * @throws IndexOutOfBoundsException if there is no such architecture
   */
  public double accuracy(int architecture, Split split, Purpose purpose) {
    double accuracy = table.accuracy(architecture, dataset, split);
    if (purpose.isPaid() && !paid.get(architecture) && spent() >= limit.orElse(Integer.MAX_VALUE)) {
      throw new BudgetExhausted(limit.orElseThrow(), architecture, purpose);
    }
    lookUps[purpose.ordinal()][split.ordinal()]++;
    mark(architecture, split, purpose);
    return accuracy;
  }

  /** Looks up the accuracies of several architectures, in their order. */
  public double[] accuracies(int[] architectures, Split split, Purpose purpose) {
    double[] accuracies = new double[architectures.length];
    for (int i = 0; i < accuracies.length; i++) {
      accuracies[i] = accuracy(architectures[i], split, purpose);
    }
    return accuracies;
  }

  /** The accuracies of the whole space, by architecture, for the report after a search. */
  public double[] wholeSpace(Split split) {
    double[] accuracies = new double[table.size()];
    for (int architecture = 0; architecture < accuracies.length; architecture++) {
      accuracies[architecture] = accuracy(architecture, split, Purpose.REPORT);
    }
    return accuracies;
  }

  /** Latency in milliseconds, NaN if unknown; measured without training, so not counted. */
  public double latencyMs(int architecture, String device) {
    return table.latencyMs(architecture, dataset, device);
  }

  /** The number of distinct architectures paid for so far. */
  public int spent() {
    return paid.cardinality();
  }

  /** The limit, if there is one. */
  public OptionalInt limit() {
    return limit;
  }

  /** The data set of the run. */
  public Dataset dataset() {
    return dataset;
  }

  /** The distinct architectures whose accuracy on a split was paid for, ascending. */
  public int[] known(Split split) {
    BitSet known = new BitSet();
    for (Purpose purpose : Purpose.values()) {
      if (purpose.isPaid()) {
        known.or(seen[purpose.ordinal()][split.ordinal()]);
      }
    }
    return known.stream().toArray();
  }

  /** All look-ups so far; purposes and splits without any are left out. */
  public List<QueryRecord> records() {
    List<QueryRecord> records = new ArrayList<>();
    for (Purpose purpose : Purpose.values()) {
      for (Split split : Split.values()) {
        long count = lookUps[purpose.ordinal()][split.ordinal()];
        if (count > 0) {
          int[] architectures = seen[purpose.ordinal()][split.ordinal()].stream().toArray();
          records.add(new QueryRecord(purpose, split, count, architectures));
        }
      }
    }
    return records;
  }

  private void mark(int architecture, Split split, Purpose purpose) {
    seen[purpose.ordinal()][split.ordinal()].set(architecture);
    if (purpose.isPaid()) {
      paid.set(architecture);
    }
  }
}
