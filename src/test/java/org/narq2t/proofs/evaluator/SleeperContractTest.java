package org.narq2t.proofs.evaluator;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.InMemoryTable;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.evaluator.EvaluatorContract;
import org.narq2t.evaluator.table.TableEvaluator;
import org.narq2t.space.Members;
import org.narq2t.space.Space;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench201.NasBench201;

/** An evaluator of nobody's making keeps what the product's own keep. */
class SleeperContractTest extends EvaluatorContract {
  private static final NasBench201 SPACE = new NasBench201();

  @Override
  protected Space space() {
    return SPACE;
  }

  @Override
  protected Evaluator evaluator(Path folder) {
    double[] accuracies = IntStream.range(0, SPACE.size()).mapToDouble(a -> a * 0.001).toArray();
    return new Sleeper(
        folder.resolve("trainings"),
        0,
        new TableEvaluator(
            new Benchmark(
                SPACE, new InMemoryTable(accuracies, accuracies), Members.all(SPACE.size())),
            Task.CIFAR10));
  }

  @Override
  protected int unknown() {
    return SPACE.size();
  }
}
