package org.narq2t.space.nasbench101;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.narq2t.space.Progress;

/**
 * All cells of NAS-Bench-101 up to a number of vertices: the distinct ones in the order of their
 * hashes, and the labelled graphs that they stand for.
 *
 * <p>Graphs are taken by number of vertices, then edges as bits, then operators as a number in base
 * 3. Of isomorphic ones the first stands for all, as in the official data: where channels do not
 * divide evenly the parameters depend on it.
 *
 * @param cells distinct cells by index
 * @param hashes of the cells, ascending
 * @param indexOf the index of the cell that a labelled graph is isomorphic to, by its place in
 *     {@link LabelledGraphs}
 */
record CellEnumeration(Cell[] cells, ModuleHash[] hashes, int[] indexOf) {

  private static final int REPORTED = 1_000;

  private record Named(ModuleHash hash, int place) {}

  /**
   * Enumerates; all cores hash.
   *
   * @param progress hears of the labelled graphs that are hashed
   */
  static CellEnumeration of(LabelledGraphs graphs, Progress progress) {
    int[] packed = graphs.packed();
    int total = packed.length;
    AtomicInteger done = new AtomicInteger();
    Named[] named =
        IntStream.range(0, total)
            .parallel()
            .mapToObj(
                place -> {
                  Named hashed = new Named(ModuleHash.of(new Cell(packed[place])), place);
                  int now = done.incrementAndGet();
                  if (now % REPORTED == 0 || now == total) {
                    progress.reached(now, total);
                  }
                  return hashed;
                })
            .toArray(Named[]::new);
    Arrays.parallelSort(named, Comparator.comparing(Named::hash).thenComparing(Named::place));
    Cell[] cells = new Cell[total];
    ModuleHash[] hashes = new ModuleHash[total];
    int[] indexOf = new int[total];
    int distinct = 0;
    for (Named next : named) {
      if (distinct == 0 || !hashes[distinct - 1].equals(next.hash)) {
        cells[distinct] = new Cell(packed[next.place]);
        hashes[distinct++] = next.hash;
      }
      indexOf[next.place] = distinct - 1;
    }
    return new CellEnumeration(
        Arrays.copyOf(cells, distinct), Arrays.copyOf(hashes, distinct), indexOf);
  }
}
