package org.narq2t.bench;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.narq2t.space.Members;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.nasbench101.Cell;
import org.narq2t.space.nasbench101.ModuleHash;
import org.narq2t.space.nasbench101.NasBench101;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a search on NAS-Bench-101 asks of the space, on two threads: the goal is a million drawn
 * cells per second, so that rejecting the 95 % that a small table does not know costs nothing.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@Threads(2)
public class CellsBenchmark {

  /** The enumerated space, and a twentieth of it. */
  @State(Scope.Benchmark)
  public static class Spaces {
    NasBench101 whole;
    Members known;

    @Setup
    public void open() throws IOException {
      Path file = Path.of("target", "test-data", "nasbench101-space.safetensors");
      if (!Files.exists(file)) {
        NasBench101.enumerate(file, 7, (done, total) -> {});
      }
      whole = NasBench101.open(file);
      known = Members.all(20_001);
    }
  }

  /** Random numbers, a stream for each thread. */
  @State(Scope.Thread)
  public static class Draws {
    final RandomGenerator random =
        new RandomStreams(Thread.currentThread().getId()).stream(RandomStreams.Name.SAMPLING, 0);
    final FloatBuffer tensor = FloatBuffer.allocate(19 * 7 * 7);
  }

  /** A drawn cell: sampled, pruned, found in the space. */
  @Benchmark
  public OptionalInt drawnCells(Spaces spaces, Draws draws) {
    return draw(spaces.whole, draws);
  }

  /** The same where one in twenty is known. */
  @Benchmark
  public OptionalInt drawnCellsOfASmallTable(Spaces spaces, Draws draws) {
    OptionalInt drawn = draw(spaces.whole, draws);
    return drawn.isPresent() && spaces.known.contains(drawn.getAsInt())
        ? drawn
        : OptionalInt.empty();
  }

  /** What the look-up by graph replaces: the official hash of a cell. */
  @Benchmark
  public ModuleHash moduleHashes(Spaces spaces, Draws draws) {
    Cell cell = spaces.whole.cell(draws.random.nextInt(spaces.whole.size()));
    return ModuleHash.of(cell);
  }

  /** Feature tensors, (19, 7, 7). */
  @Benchmark
  public FloatBuffer encodedCells(Spaces spaces, Draws draws) {
    int cell = draws.random.nextInt(spaces.whole.size());
    spaces.whole.encode(cell, Dataset.CIFAR10, draws.tensor.clear());
    return draws.tensor;
  }

  private static OptionalInt draw(org.narq2t.space.SearchSpace space, Draws draws) {
    return space.draw(
        () -> draws.random.nextInt(2, 8), () -> draws.random.nextInt(3), draws.random);
  }
}
