package org.narq2t.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.narq2t.ledger.Split;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench201.NasBench201;

class BenchmarkTest {

  private static final NasBench201 SPACE = new NasBench201();

  private static double[] filled(double value) {
    double[] values = new double[SPACE.size()];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void aTableThatKnowsAllLeavesTheSpaceWhole() {
    Benchmark benchmark =
        Benchmark.known(SPACE, new InMemoryTable(filled(90), filled(91)), Task.CIFAR10);

    assertThat(benchmark.known().size()).isEqualTo(SPACE.size());
    assertThat(benchmark.reported(Task.CIFAR10)).isEqualTo(Split.TEST);
  }

  @Test
  void aTableThatKnowsAPartNamesIt() {
    double[] validation = filled(Double.NaN);
    validation[3] = 88;
    validation[700] = 77;
    double[] test = filled(Double.NaN);
    test[700] = 76.5;
    Benchmark benchmark = Benchmark.known(SPACE, new InMemoryTable(validation, test), Task.CIFAR10);

    assertThat(benchmark.known().toArray()).containsExactly(3, 700);
    assertThat(benchmark.space()).isSameAs(SPACE);
    // architecture 3 was not tested: test accuracies cannot be compared
    assertThat(benchmark.reported(Task.CIFAR10)).isEqualTo(Split.VALIDATION);
  }

  @Test
  void aTableThatKnowsNothingIsAnError() {
    assertThatThrownBy(
            () ->
                Benchmark.known(
                    SPACE, new InMemoryTable(filled(Double.NaN), filled(Double.NaN)), Task.CIFAR10))
        .hasMessageContaining("no validation accuracy on cifar10");
  }
}
