package org.narq2t.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.benchmark.Provenance;
import org.narq2t.ledger.Split;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench201.NasBench201;

class MeasuredApartTest {

  /** Every cell is known, and those that fit were measured on my-cpu. */
  private record Partly(IntPredicate measured) implements BenchmarkTable {
    @Override
    public int size() {
      return 15_625;
    }

    @Override
    public double accuracy(int architecture, Task dataset, Split split) {
      return 90;
    }

    @Override
    public double latency(int architecture, Task dataset) {
      return Double.NaN;
    }

    @Override
    public List<String> devices(Task dataset) {
      return List.of("my-cpu");
    }

    @Override
    public double latencyMs(int architecture, Task dataset, String device) {
      return measured.test(architecture) ? 5 : Double.NaN;
    }

    @Override
    public Provenance provenance() {
      throw new UnsupportedOperationException();
    }
  }

  private static MeasuredApart inTable(IntPredicate measured, String device) {
    return MeasuredApart.inTable(
        Benchmark.known(new NasBench201(), new Partly(measured), Task.CIFAR10),
        Task.CIFAR10,
        device);
  }

  @Test
  void aFewMeasuredNetworksAreKnownFromTheStart() {
    MeasuredApart hundred = inTable(a -> a % 150 == 7, "my-cpu");
    assertThat(hundred.instead()).isTrue();
    assertThat(hundred.architectures())
        .isEqualTo(IntStream.range(0, 15_625).filter(a -> a % 150 == 7).toArray());
  }

  @Test
  void aDeviceOfTheBenchmarkIsMeasuredAsItIsLookedUp() {
    assertThat(inTable(a -> a != 3_989, "my-cpu")).isEqualTo(MeasuredApart.NOTHING);
    assertThat(inTable(a -> true, "pixel3")).isEqualTo(MeasuredApart.NOTHING);
  }
}
