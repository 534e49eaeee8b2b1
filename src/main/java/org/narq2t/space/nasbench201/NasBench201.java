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
 * seed 88.
 */
public final class NasBench201 implements SearchSpace {

  /** The name in configurations and tables. */
  public static final String NAME = "nasbench201";

  /** The number of nodes of a cell. */
  public static final int NODES = 4;

  /** The edges in the order of the official string. */
  public static final List<Edge> EDGES =
      List.of(
          new Edge(0, 1),
          new Edge(0, 2),
          new Edge(1, 2),
          new Edge(0, 3),
          new Edge(1, 3),
          new Edge(2, 3));

  private final OfficialOrder order = new OfficialOrder();
  private final EqualGraphs representatives = new EqualGraphs();

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
    return OfficialOrder.SIZE;
  }

  @Override
  public List<Task> datasets() {
    return Task.PUBLISHED;
  }

  @Override
  public int patches() {
    return CellFeatures.PATCHES;
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
    return order.codes(architecture);
  }

  /**
   * The index of the architecture with these operator codes on the six {@link #EDGES}.
   *
   * @throws IllegalArgumentException if there are not six codes from 0 to 4
   */
  public int indexOf(int[] codes) {
    return order.indexOf(codes);
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
    return totals(TotalCosts.flops(dataset));
  }

  @Override
  public long flops(int architecture, Task dataset) {
    return TotalCosts.flops(dataset).of(codes(architecture));
  }

  @Override
  public long[] totalParameters(Task dataset) {
    return totals(TotalCosts.parameters(dataset));
  }

  @Override
  public long parameters(int architecture, Task dataset) {
    return TotalCosts.parameters(dataset).of(codes(architecture));
  }

  private long[] totals(TotalCosts costs) {
    long[] totals = new long[size()];
    Arrays.setAll(totals, index -> costs.of(codes(index)));
    return totals;
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
    out.put(CellFeatures.of(codes(architecture), dataset));
  }
}
