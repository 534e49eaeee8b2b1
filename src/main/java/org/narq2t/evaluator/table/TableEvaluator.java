package org.narq2t.evaluator.table;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.evaluation.Oracle;
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
public record TableEvaluator(Benchmark benchmark, Task task) implements Evaluator {

  @Override
  public void evaluate(List<Proposed> batch, Purpose purpose, Consumer<List<Observation>> sink) {
    sink.accept(batch.stream().map(proposed -> lookUp(proposed.architecture(), purpose)).toList());
  }

  /**
   * @throws IllegalArgumentException for an architecture that the table does not know
   */
  private Observation lookUp(int architecture, Purpose purpose) {
    if (!benchmark.known().contains(architecture)) {
      throw new IllegalArgumentException(
          "the table knows no accuracy of architecture %d of %s"
              .formatted(architecture, benchmark.space().name()));
    }
    return new Observation(
        architecture,
        benchmark.space().describe(architecture),
        purpose,
        accuracy(architecture, Split.VALIDATION),
        purpose == Purpose.SEARCH ? accuracy(architecture, Split.TEST) : Double.NaN,
        0,
        -1,
        Double.NaN,
        Status.DONE);
  }

  private double accuracy(int architecture, Split split) {
    return benchmark.table().accuracy(architecture, task, split);
  }

  @Override
  public Optional<Oracle> oracle() {
    return Optional.of(new TableOracle(benchmark, task));
  }
}
