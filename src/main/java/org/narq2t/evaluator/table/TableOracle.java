package org.narq2t.evaluator.table;

import org.narq2t.benchmark.Benchmark;
import org.narq2t.evaluation.Oracle;
import org.narq2t.ledger.Split;
import org.narq2t.space.Task;

/** The knowledge that a benchmark's table has of a task. */
public record TableOracle(Benchmark benchmark, Task task) implements Oracle {

  @Override
  public int[] known() {
    return benchmark.known().toArray();
  }

  @Override
  public double[] accuracies(Split split) {
    return benchmark.accuracies(task, split);
  }

  @Override
  public Split reported() {
    return benchmark.reported(task);
  }

  @Override
  public String describe(int architecture) {
    return benchmark.space().describe(architecture);
  }

  @Override
  public int representative(int architecture) {
    return benchmark.space().representative(architecture);
  }
}
