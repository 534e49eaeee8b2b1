package org.narq2t.evaluator.table;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Observation.Status;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Split;
import org.narq2t.space.Task;

/**
 * Looks results up in a benchmark. What a search proposes is looked up with its test accuracy, for
 * the paper's oracle protocol; all else with its validation accuracy only.
 */
public final class TableEvaluator implements Evaluator {
  private final IntFunction<String> describe;
  private final BenchmarkTable table;
  private final Task dataset;

  /**
   * @param describe the official text form of an architecture
   */
  public TableEvaluator(IntFunction<String> describe, BenchmarkTable table, Task dataset) {
    this.describe = describe;
    this.table = table;
    this.dataset = dataset;
  }

  @Override
  public void evaluate(List<Proposed> batch, Purpose purpose, Consumer<List<Observation>> sink) {
    sink.accept(batch.stream().map(proposed -> lookUp(proposed.architecture(), purpose)).toList());
  }

  private Observation lookUp(int architecture, Purpose purpose) {
    return new Observation(
        architecture,
        describe.apply(architecture),
        purpose,
        table.accuracy(architecture, dataset, Split.VALIDATION),
        purpose == Purpose.SEARCH ? table.accuracy(architecture, dataset, Split.TEST) : Double.NaN,
        0,
        -1,
        Double.NaN,
        Status.DONE);
  }
}
