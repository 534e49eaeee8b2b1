package org.narq2t.space.nasbench201;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.narq2t.space.CellGraph;
import org.narq2t.space.Presenter;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * NAS-Bench-201, the topology space of NATS-Bench: five operators on the six edges of a cell of
 * four nodes, 15,625 architectures.
 *
 * <p>The official order is the lexicographic product of the six codes, shuffled by Python with the
 * seed 88. Between the two stands the <em>number</em> of an architecture, its six codes read in
 * base 5. Feature tensors have the shape (31, 4, 4): the operator codes, then FLOPs and parameters
 * of each of the 15 cells, every value at [from][to] of its edge.
 */
public final class NasBench201 implements SearchSpace {

  /** The name in configurations and tables. */
  public static final String NAME = "nasbench201";

  /** The number of nodes of a cell. */
  public static final int NODES = 4;

  /** An edge of the cell. */
  public record Edge(int from, int to) {}

  /** The edges in the order of the official string. */
  public static final List<Edge> EDGES =
      List.of(
          new Edge(0, 1),
          new Edge(0, 2),
          new Edge(1, 2),
          new Edge(0, 3),
          new Edge(1, 3),
          new Edge(2, 3));

  private static final int SIZE = (int) Math.pow(Operator.count(), EDGES.size());
  private static final int OFFICIAL_SEED = 88;
  private static final int PATCHES = 1 + 2 * CellCosts.CELLS;

  private final int[] numberOf = PythonShuffle.permutation(SIZE, OFFICIAL_SEED);
  private final int[] indexOf = new int[SIZE];
  private final EqualGraphs representatives = new EqualGraphs();

  public NasBench201() {
    for (int index = 0; index < SIZE; index++) {
      indexOf[numberOf[index]] = index;
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Presenter presenter() {
    return new NasBench201Presenter(this);
  }

  @Override
  public int size() {
    return SIZE;
  }

  @Override
  public List<Task> datasets() {
    return Task.PUBLISHED;
  }

  @Override
  public int patches() {
    return PATCHES;
  }

  @Override
  public int patchSize() {
    return NODES;
  }

  @Override
  public List<String> operatorKinds() {
    return Stream.of(Operator.values()).map(Operator::officialName).toList();
  }

  /** The operator codes on the six {@link #EDGES} of an architecture. */
  public int[] codes(int architecture) {
    int[] codes = new int[EDGES.size()];
    int rest = numberOf[architecture];
    for (int edge = codes.length - 1; edge >= 0; edge--) {
      codes[edge] = rest % Operator.count();
      rest /= Operator.count();
    }
    return codes;
  }

  /**
   * The index of the architecture with these operator codes on the six {@link #EDGES}.
   *
   * @throws IllegalArgumentException if there are not six codes from 0 to 4
   */
  public int indexOf(int[] codes) {
    if (codes.length != EDGES.size()) {
      throw new IllegalArgumentException("expected 6 codes, not " + Arrays.toString(codes));
    }
    int number = 0;
    for (int code : codes) {
      if (code < 0 || code >= Operator.count()) {
        throw new IllegalArgumentException("codes are 0 to 4, not " + Arrays.toString(codes));
      }
      number = number * Operator.count() + code;
    }
    return indexOf[number];
  }

  @Override
  public int indexOf(String description) {
    return indexOf(ArchitectureString.parse(description));
  }

  @Override
  public String describe(int architecture) {
    return ArchitectureString.format(codes(architecture));
  }

  @Override
  public int[] operatorCounts(int architecture) {
    int[] counts = new int[Operator.count()];
    for (int code : codes(architecture)) {
      counts[code]++;
    }
    return counts;
  }

  @Override
  public int[] operatorsByPlace(int architecture) {
    return codes(architecture);
  }

  @Override
  public int vertices(int architecture) {
    return NODES;
  }

  @Override
  public int maxVertices() {
    return NODES;
  }

  @Override
  public long[] totalFlops(Task dataset) {
    return totals(CellCosts.flopsAround(dataset), flopsByCode(dataset));
  }

  @Override
  public long flops(int architecture, Task dataset) {
    return total(architecture, CellCosts.flopsAround(dataset), flopsByCode(dataset));
  }

  private static long[] flopsByCode(Task dataset) {
    return Stream.of(Operator.values())
        .mapToLong(operator -> CellCosts.flopsOfAllCells(operator, dataset))
        .toArray();
  }

  @Override
  public long[] totalParameters(Task dataset) {
    return totals(CellCosts.parametersAround(dataset), parametersByCode());
  }

  @Override
  public long parameters(int architecture, Task dataset) {
    return total(architecture, CellCosts.parametersAround(dataset), parametersByCode());
  }

  private static long[] parametersByCode() {
    return Stream.of(Operator.values()).mapToLong(CellCosts::parametersOfAllCells).toArray();
  }

  private long[] totals(long around, long[] byCode) {
    long[] totals = new long[SIZE];
    Arrays.setAll(totals, index -> total(index, around, byCode));
    return totals;
  }

  private long total(int architecture, long around, long[] byCode) {
    return around + Arrays.stream(codes(architecture)).mapToLong(code -> byCode[code]).sum();
  }

  /** One edge with another operator: 24 neighbours. */
  @Override
  public int[] neighbours(int architecture) {
    int[] codes = codes(architecture);
    IntStream.Builder neighbours = IntStream.builder();
    for (int edge = 0; edge < codes.length; edge++) {
      int own = codes[edge];
      for (codes[edge] = 0; codes[edge] < Operator.count(); codes[edge]++) {
        if (codes[edge] != own) {
          neighbours.add(indexOf(codes));
        }
      }
      codes[edge] = own;
    }
    return neighbours.build().sorted().toArray();
  }

  /** The smallest index among those with the same {@link #graph}. */
  @Override
  public int representative(int architecture) {
    return representatives.of(this)[architecture];
  }

  @Override
  public CellGraph graph(int architecture) {
    return LiveCell.of(codes(architecture)).graph();
  }

  @Override
  public int[] liveOperators(int architecture) {
    return LiveCell.of(codes(architecture)).codes();
  }

  @Override
  public OptionalInt draw(IntSupplier vertices, IntSupplier operatorCode, RandomGenerator random) {
    int[] codes = new int[EDGES.size()];
    Arrays.setAll(codes, edge -> operatorCode.getAsInt());
    return OptionalInt.of(indexOf(codes));
  }

  @Override
  public void encode(int architecture, Task dataset, FloatBuffer out) {
    int[] codes = codes(architecture);
    float[] tensor = new float[featureLength()];
    for (int edge = 0; edge < codes.length; edge++) {
      Operator operator = Operator.of(codes[edge]);
      int place = EDGES.get(edge).from() * NODES + EDGES.get(edge).to();
      tensor[place] = operator.code();
      for (int cell = 0; cell < CellCosts.CELLS; cell++) {
        int flopsPatch = 1 + 2 * cell;
        tensor[flopsPatch * NODES * NODES + place] = CellCosts.flops(operator, cell, dataset);
        tensor[(flopsPatch + 1) * NODES * NODES + place] = CellCosts.parameters(operator, cell);
      }
    }
    out.put(tensor);
  }
}
