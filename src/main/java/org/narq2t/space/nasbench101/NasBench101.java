package org.narq2t.space.nasbench101;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.narq2t.space.CellGraph;
import org.narq2t.space.Presenter;
import org.narq2t.space.Progress;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * NAS-Bench-101: the 423,624 distinct cells of at most seven vertices and nine edges, in the order
 * of their module hashes, which is the order of the official file.
 *
 * <p>Feature tensors have the shape (19, 7, 7): the operator codes, then FLOPs and parameters of
 * each of the nine cells of the network. Every edge carries the value of the vertex that it leads
 * to, at [from][to]; a smaller cell is padded with zeros before the output, which is always last
 * (Sec. III-A).
 */
public final class NasBench101 implements SearchSpace {

  /** The name in configurations and tables. */
  public static final String NAME = "nasbench101";

  private static final int PATCHES = 1 + 2 * CellCosts.CELLS;

  private final CellFile file;

  private NasBench101(CellFile file) {
    this.file = file;
  }

  /**
   * Opens the enumerated space.
   *
   * @throws java.nio.file.NoSuchFileException if it was not enumerated yet
   * @throws org.narq2t.files.FileFormatException if the file is broken
   */
  public static NasBench101 open(Path path) throws IOException {
    return new NasBench101(CellFile.open(path, NAME));
  }

  /**
   * Enumerates the space and writes it for {@link #open}; some half a minute on two cores.
   *
   * @param progress hears of the labelled graphs that are hashed, from several threads
   */
  public static void enumerate(Path path, Progress progress) throws IOException {
    enumerate(path, Cell.MAX_VERTICES, progress);
  }

  /** Enumerates only the cells up to some number of vertices: a small space to try things on. */
  public static void enumerate(Path path, int maxVertices, Progress progress) throws IOException {
    CellFile.write(path, NAME, maxVertices, progress);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Presenter presenter() {
    return new NasBench101Presenter(this);
  }

  @Override
  public int size() {
    return file.size();
  }

  @Override
  public List<Task> datasets() {
    return NasBench101Module.TASKS;
  }

  @Override
  public int patches() {
    return PATCHES;
  }

  @Override
  public int patchSize() {
    return Cell.MAX_VERTICES;
  }

  @Override
  public List<String> operatorKinds() {
    return Stream.of(VertexOperator.values()).map(VertexOperator::officialName).toList();
  }

  /** The cell at an index. */
  public Cell cell(int architecture) {
    return file.cell(architecture);
  }

  /** The module hash at an index. */
  public ModuleHash hash(int architecture) {
    return file.hash(architecture);
  }

  /** The index of a module hash, if it is in the space. */
  public OptionalInt indexOf(ModuleHash hash) {
    return file.indexOf(hash);
  }

  /** The index of the cell that one is isomorphic to, if it is in the space. */
  public OptionalInt indexOf(Cell cell) {
    int index = file.indexOf(cell);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** The module hash, in 32 hexadecimal digits. */
  @Override
  public String describe(int architecture) {
    return hash(architecture).toString();
  }

  @Override
  public int indexOf(String description) {
    return indexOf(ModuleHash.parse(description))
        .orElseThrow(() -> new InvalidCell("no cell has the module hash " + description));
  }

  @Override
  public int indexOf(int[][] adjacency, List<String> operations) {
    return indexOf(Cell.parse(adjacency, operations))
        .orElseThrow(() -> new InvalidCell("the space does not have this cell"));
  }

  @Override
  public int[] operatorCounts(int architecture) {
    Cell cell = cell(architecture);
    int[] counts = new int[VertexOperator.count()];
    for (int vertex = 1; vertex < cell.output(); vertex++) {
      counts[cell.operator(vertex).code()]++;
    }
    return counts;
  }

  @Override
  public int[] operatorsByPlace(int architecture) {
    return new int[0];
  }

  @Override
  public int vertices(int architecture) {
    return cell(architecture).vertices();
  }

  @Override
  public int maxVertices() {
    return Cell.MAX_VERTICES;
  }

  @Override
  public String networkText(int architecture) {
    return cell(architecture).text();
  }

  @Override
  public long[] totalFlops(Task dataset) {
    return file.flops();
  }

  @Override
  public long[] totalParameters(Task dataset) {
    return file.parameters();
  }

  @Override
  public long flops(int architecture, Task dataset) {
    return file.flops(architecture);
  }

  @Override
  public long parameters(int architecture, Task dataset) {
    return file.parameters(architecture);
  }

  /** The cells of {@link CellChanges} that are in the space. */
  @Override
  public int[] neighbours(int architecture) {
    return CellChanges.of(cell(architecture)).stream()
        .map(this::indexOf)
        .flatMapToInt(OptionalInt::stream)
        .filter(index -> index != architecture)
        .distinct()
        .sorted()
        .toArray();
  }

  /** Itself: the official order has each cell once. */
  @Override
  public int representative(int architecture) {
    return architecture;
  }

  @Override
  public CellGraph graph(int architecture) {
    Cell cell = cell(architecture);
    int[] labels = new int[cell.vertices()];
    Arrays.setAll(labels, vertex -> vertex == 0 ? CellGraph.INPUT : CellGraph.OUTPUT);
    for (int vertex = 1; vertex < cell.output(); vertex++) {
      labels[vertex] = cell.operator(vertex).code();
    }
    return new CellGraph(labels, cell.adjacency());
  }

  @Override
  public int[] liveOperators(int architecture) {
    return new int[0];
  }

  /**
   * A previous vertex for each vertex, an operator for each interior one; then as many further
   * edges as there may be, each from any vertex to the same or a later one. An edge from the output
   * or to its own beginning is left out, as in the authors' code; what is not on a path from input
   * to output is pruned.
   */
  @Override
  public OptionalInt draw(IntSupplier vertices, IntSupplier operatorCode, RandomGenerator random) {
    int count = vertices.getAsInt();
    int edges = 0;
    int[] codes = new int[count];
    for (int vertex = 1; vertex < count; vertex++) {
      edges |= 1 << Cell.edgeBit(random.nextInt(vertex), vertex);
      if (vertex < count - 1) {
        codes[vertex] = operatorCode.getAsInt();
      }
    }
    for (int rest = Cell.MAX_EDGES - (count - 1); rest > 0; rest--) {
      int from = random.nextInt(count);
      int to = from == count - 1 ? from : random.nextInt(from, count);
      if (to > from) {
        edges |= 1 << Cell.edgeBit(from, to);
      }
    }
    OptionalInt pruned = Cell.prune(count, edges, codes);
    return pruned.isEmpty() ? pruned : indexOf(new Cell(pruned.getAsInt()));
  }

  @Override
  public void encode(int architecture, Task dataset, FloatBuffer out) {
    Cell cell = cell(architecture);
    CellCosts costs = new CellCosts(cell);
    float[] tensor = new float[featureLength()];
    long[] codes = new long[cell.vertices()];
    Arrays.setAll(codes, vertex -> featureCode(cell, vertex));
    put(tensor, 0, cell, codes);
    for (int place = 0; place < CellCosts.CELLS; place++) {
      put(tensor, 1 + 2 * place, cell, costs.flops(place));
      put(tensor, 2 + 2 * place, cell, costs.parameters(place));
    }
    out.put(tensor);
  }

  private static int featureCode(Cell cell, int vertex) {
    if (vertex == 0) {
      return VertexOperator.INPUT_FEATURE;
    }
    return vertex == cell.output()
        ? VertexOperator.OUTPUT_FEATURE
        : cell.operator(vertex).featureCode();
  }

  private static void put(float[] tensor, int patch, Cell cell, long[] values) {
    int size = Cell.MAX_VERTICES;
    for (int to = 1; to < cell.vertices(); to++) {
      int column = to == cell.output() ? size - 1 : to;
      for (int from = 0; from < to; from++) {
        if (cell.edge(from, to)) {
          tensor[(patch * size + from) * size + column] = values[to];
        }
      }
    }
  }
}
