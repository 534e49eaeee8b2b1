package org.narq2t.evaluator.table;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.InMemoryTable;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.evaluator.EvaluatorContract;
import org.narq2t.space.Members;
import org.narq2t.space.Space;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench201.NasBench201;

/** A table that knows the first thousand architectures. */
class TableEvaluatorContractTest extends EvaluatorContract {
  private static final NasBench201 SPACE = new NasBench201();
  private static final int KNOWN = 1000;

  @Override
  protected Space space() {
    return SPACE;
  }

  @Override
  protected Evaluator evaluator(Path folder) {
    return new TableEvaluator(
        new Benchmark(SPACE, new InMemoryTable(accuracies(40), accuracies(30)), Members.all(KNOWN)),
        Task.CIFAR10);
  }

  @Override
  protected int unknown() {
    return KNOWN;
  }

  private static double[] accuracies(double least) {
    return IntStream.range(0, SPACE.size())
        .mapToDouble(a -> a < KNOWN ? least + a * 0.01 : Double.NaN)
        .toArray();
  }
}
