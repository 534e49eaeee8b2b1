package org.narq2t.space.nasbench101;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
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
 */
public final class NasBench101 implements SearchSpace {

  /** The name in configurations and tables. */
  public static final String NAME = "nasbench101";

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
   * Enumerates the space and writes it for {@link #open}; all of it in some ten seconds on two
   * cores.
   *
   * @param maxVertices 7 for all; fewer make a small space to try things on
   * @param progress hears of the labelled graphs that are hashed, from several threads
   */
  public static void enumerate(Path path, int maxVertices, Progress progress) throws IOException {
    CellFileWriter.write(path, NAME, maxVertices, progress);
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
    return CellFeatures.PATCHES;
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
    return indexOf(CellParser.parse(adjacency, operations))
        .orElseThrow(() -> new InvalidCell("the space does not have this cell"));
  }

  @Override
  public int[] operatorCounts(int architecture) {
    return cell(architecture).operatorCounts();
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
    return cell(architecture).graph();
  }

  @Override
  public int[] liveOperators(int architecture) {
    return new int[0];
  }

  @Override
  public OptionalInt draw(IntSupplier vertices, IntSupplier operatorCode, RandomGenerator random) {
    OptionalInt drawn = CellSampler.of(vertices, operatorCode, random);
    return drawn.isEmpty() ? drawn : indexOf(new Cell(drawn.getAsInt()));
  }

  @Override
  public void encode(int architecture, Task dataset, FloatBuffer out) {
    out.put(CellFeatures.of(cell(architecture)));
  }
}
