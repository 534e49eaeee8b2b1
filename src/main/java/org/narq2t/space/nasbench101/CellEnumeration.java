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
   * Enumerates; all cores hash the first graph of each class of isomorphic ones.
   *
   * @param progress hears of the graphs that are hashed
   */
  static CellEnumeration of(LabelledGraphs graphs, Progress progress) {
    int[] packed = graphs.packed();
    int[] first = IsomorphismClasses.first(graphs);
    int[] classes = IntStream.range(0, first.length).filter(g -> first[g] == g).toArray();
    AtomicInteger done = new AtomicInteger();
    Named[] named =
        Arrays.stream(classes)
            .parallel()
            .mapToObj(
                place -> {
                  Named hashed = new Named(ModuleHash.of(new Cell(packed[place])), place);
                  int now = done.incrementAndGet();
                  if (now % REPORTED == 0 || now == classes.length) {
                    progress.reached(now, classes.length);
                  }
                  return hashed;
                })
            .toArray(Named[]::new);
    Arrays.parallelSort(named, Comparator.comparing(Named::hash));
    Cell[] cells = new Cell[named.length];
    ModuleHash[] hashes = new ModuleHash[named.length];
    int[] indexOf = new int[packed.length];
    for (int index = 0; index < named.length; index++) {
      cells[index] = new Cell(packed[named[index].place]);
      hashes[index] = named[index].hash;
      indexOf[named[index].place] = index;
    }
    Arrays.setAll(indexOf, place -> indexOf[first[place]]);
    return new CellEnumeration(cells, hashes, indexOf);
  }
}
