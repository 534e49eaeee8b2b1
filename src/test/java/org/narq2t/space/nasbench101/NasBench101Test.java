package org.narq2t.space.nasbench101;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.files.FileFormatException;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.Task;

class NasBench101Test {

  private static final NasBench101 SPACE = EnumeratedSpace.whole();

  @TempDir Path folder;

  private final RandomGenerator random =
      new RandomStreams(1).stream(RandomStreams.Name.SAMPLING, 0);

  /** The published number of unique cells (NAS-Bench-101, Sec. 2.3). */
  @Test
  void hasExactly423624DistinctCells() {
    assertThat(SPACE.size()).isEqualTo(423_624);
    assertThat(IntStream.range(1, SPACE.size()))
        .allMatch(index -> SPACE.hash(index - 1).compareTo(SPACE.hash(index)) < 0);
  }

  /** One path, no interior vertex; with one, two graphs by three operators; hand-counted. */
  @Test
  void smallSpacesHaveWhatOneCountsByHand() throws IOException {
    for (int[] expected : new int[][] {{2, 1}, {3, 7}}) {
      Path file = folder.resolve(expected[0] + ".safetensors");
      NasBench101.enumerate(file, expected[0], (done, total) -> {});
      assertThat(NasBench101.open(file).size()).isEqualTo(expected[1]);
    }
  }

  @Test
  void beginsWithTheFirstCellOfTheOfficialFile() {
    assertThat(SPACE.describe(0)).isEqualTo("00005c142e6f48ac74fdcf73e3439874");
    assertThat(SPACE.vertices(0)).isEqualTo(7);
    assertThat(SPACE.operatorCounts(0)).containsExactly(3, 1, 1);
    assertThat(SPACE.totalParameters(Task.CIFAR10)[0]).isEqualTo(8_555_530);
    assertThat(SPACE.totalFlops(Task.CIFAR10)[0]).isEqualTo(2_527_684_618L);
  }

  @Test
  void hashesAndIndicesLeadToEachOther() {
    random
        .ints(10_000, 0, SPACE.size())
        .forEach(
            index -> {
              assertThat(SPACE.indexOf(SPACE.describe(index))).isEqualTo(index);
              assertThat(ModuleHash.of(SPACE.cell(index))).isEqualTo(SPACE.hash(index));
            });
    assertThatThrownBy(() -> SPACE.indexOf("00000000000000000000000000000000"))
        .hasMessageContaining("no cell has the module hash 0000");
  }

  @Test
  void anyGraphIsFoundUnderTheHashOfItsCell() {
    for (int i = 0; i < 10_000; i++) {
      int[] codes = random.ints(7, 0, 3).toArray();
      OptionalInt packed = CellPruning.prune(7, random.nextInt(1 << 21), codes);
      if (packed.isEmpty()) {
        continue;
      }
      Cell cell = new Cell(packed.getAsInt());
      OptionalInt index = SPACE.indexOf(cell);
      assertThat(index.isPresent()).isEqualTo(cell.edgeCount() <= Cell.MAX_EDGES);
      index.ifPresent(found -> assertThat(SPACE.hash(found)).isEqualTo(ModuleHash.of(cell)));
    }
  }

  @Test
  void drawsCellsOfTheSpaceWithTheOperatorsAndVerticesAskedFor() {
    int largest = 0;
    for (int i = 0; i < 5_000; i++) {
      OptionalInt drawn = SPACE.draw(() -> 5, () -> 1, random);
      Cell cell = SPACE.cell(drawn.orElseThrow());
      largest = Math.max(largest, cell.vertices());
      assertThat(cell.vertices()).isLessThanOrEqualTo(5);
      assertThat(cell.operations().subList(1, cell.output()))
          .allMatch(VertexOperator.CONV1X1.officialName()::equals);
    }
    assertThat(largest).isEqualTo(5);
  }

  @Test
  void twoVerticesAreAlwaysJoined() {
    int only = SPACE.indexOf(CellTest.cell("0100")).orElseThrow();
    for (int i = 0; i < 100; i++) {
      assertThat(SPACE.draw(() -> 2, () -> 0, random)).hasValue(only);
    }
  }

  @Test
  void theSameSeedDrawsTheSameCells() {
    assertThat(drawn(7)).isEqualTo(drawn(7)).isNotEqualTo(drawn(8));
  }

  private static int[] drawn(long seed) {
    RandomGenerator own = new RandomStreams(seed).stream(RandomStreams.Name.SAMPLING, 0);
    return IntStream.range(0, 100)
        .map(i -> SPACE.draw(() -> own.nextInt(2, 8), () -> own.nextInt(3), own).orElse(-1))
        .toArray();
  }

  @Test
  void aCutFileIsRefused() throws IOException {
    Path file = folder.resolve("space.safetensors");
    NasBench101.enumerate(file, 4, (done, total) -> {});
    byte[] whole = Files.readAllBytes(file);

    Files.write(file, Arrays.copyOf(whole, whole.length - 1));

    assertThatThrownBy(() -> NasBench101.open(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("tensor 'hash' ends beyond the end of the file")
        .hasMessageContaining("narq2t space enumerate --space nb101");
  }

  @Test
  void aFileOfAnotherVersionIsRefused() throws IOException {
    Path file = folder.resolve("space.safetensors");
    NasBench101.enumerate(file, 3, (done, total) -> {});
    String header =
        new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(header.indexOf("\"version\":\"1\"") + "\"version\":\"".length());
      bytes.write('9');
    }

    assertThatThrownBy(() -> NasBench101.open(file))
        .hasMessageContaining("has version '9' where '1' is needed");
  }

  @Test
  void progressEndsAtTheTotal() throws IOException {
    AtomicInteger most = new AtomicInteger();
    NasBench101.enumerate(
        folder.resolve("space.safetensors"),
        4,
        (done, total) -> {
          // by hand: 1 graph of two vertices, 2 of three by 3 operators, 10 of four by 9; of two
          // with interchangeable vertices the three that have unlike operators come twice
          assertThat(total).isEqualTo(97 - 6);
          most.accumulateAndGet(done, Math::max);
        });
    assertThat(most.get()).isEqualTo(91);
  }

  /** The hash knows nothing of renumbering, and says the same. */
  @Test
  void isomorphicGraphsAreThoseWithTheSameHash() {
    LabelledGraphs graphs = new LabelledGraphs(5);
    int[] packed = graphs.packed();
    int[] first = IsomorphismClasses.first(graphs);

    Map<ModuleHash, Integer> firstByHash = new HashMap<>();
    for (int graph = 0; graph < packed.length; graph++) {
      firstByHash.putIfAbsent(ModuleHash.of(new Cell(packed[graph])), graph);
    }
    assertThat(first)
        .isEqualTo(
            IntStream.of(packed)
                .map(cell -> firstByHash.get(ModuleHash.of(new Cell(cell))))
                .toArray());
  }
}
