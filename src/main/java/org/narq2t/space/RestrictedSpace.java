package org.narq2t.space;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/**
 * The part of a space whose results a table knows, renumbered without gaps in the same order: a
 * search in it draws, rejects and counts what is unknown, and everything that is said of the whole
 * space is said of this part.
 */
public final class RestrictedSpace implements SearchSpace {

  private static final int UNKNOWN = -1;

  private final SearchSpace whole;
  private final int[] members;
  private final int[] indexOf;
  private final Map<Integer, Integer> representatives = new HashMap<>();

  /**
   * @param members their indices in the whole space, ascending
   */
  public RestrictedSpace(SearchSpace whole, int[] members) {
    this.whole = whole;
    this.members = members.clone();
    this.indexOf = new int[whole.size()];
    Arrays.fill(indexOf, UNKNOWN);
    for (int index = 0; index < members.length; index++) {
      indexOf[members[index]] = index;
      representatives.putIfAbsent(whole.representative(members[index]), index);
    }
  }

  /** The whole space. */
  public SearchSpace whole() {
    return whole;
  }

  /** The index in the whole space of each member. */
  public int[] members() {
    return members.clone();
  }

  @Override
  public String name() {
    return whole.name();
  }

  @Override
  public int size() {
    return members.length;
  }

  @Override
  public List<Dataset> datasets() {
    return whole.datasets();
  }

  @Override
  public int patches() {
    return whole.patches();
  }

  @Override
  public int patchSize() {
    return whole.patchSize();
  }

  @Override
  public List<String> operatorKinds() {
    return whole.operatorKinds();
  }

  @Override
  public String describe(int architecture) {
    return whole.describe(members[architecture]);
  }

  /**
   * @throws IllegalArgumentException also if the architecture is not a member
   */
  @Override
  public int indexOf(String description) {
    int index = indexOf[whole.indexOf(description)];
    if (index == UNKNOWN) {
      throw new IllegalArgumentException("the table does not know " + description);
    }
    return index;
  }

  @Override
  public int[] operatorCounts(int architecture) {
    return whole.operatorCounts(members[architecture]);
  }

  @Override
  public int[] operatorsByPlace(int architecture) {
    return whole.operatorsByPlace(members[architecture]);
  }

  @Override
  public int vertices(int architecture) {
    return whole.vertices(members[architecture]);
  }

  @Override
  public int maxVertices() {
    return whole.maxVertices();
  }

  @Override
  public long[] totalFlops(Dataset dataset) {
    return pick(whole.totalFlops(dataset));
  }

  @Override
  public long[] totalParameters(Dataset dataset) {
    return pick(whole.totalParameters(dataset));
  }

  @Override
  public int[] neighbours(int architecture) {
    return Arrays.stream(whole.neighbours(members[architecture]))
        .map(neighbour -> indexOf[neighbour])
        .filter(index -> index != UNKNOWN)
        .toArray();
  }

  @Override
  public int representative(int architecture) {
    return representatives.get(whole.representative(members[architecture]));
  }

  @Override
  public CellGraph graph(int architecture) {
    return whole.graph(members[architecture]);
  }

  @Override
  public int[] liveOperators(int architecture) {
    return whole.liveOperators(members[architecture]);
  }

  @Override
  public long flops(int architecture, Dataset dataset) {
    return whole.flops(members[architecture], dataset);
  }

  @Override
  public long parameters(int architecture, Dataset dataset) {
    return whole.parameters(members[architecture], dataset);
  }

  @Override
  public OptionalInt draw(IntSupplier vertices, IntSupplier operatorCode, RandomGenerator random) {
    OptionalInt drawn = whole.draw(vertices, operatorCode, random);
    if (drawn.isEmpty() || indexOf[drawn.getAsInt()] == UNKNOWN) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(indexOf[drawn.getAsInt()]);
  }

  @Override
  public void encode(int architecture, Dataset dataset, FloatBuffer out) {
    whole.encode(members[architecture], dataset, out);
  }

  private long[] pick(long[] values) {
    return Arrays.stream(members).mapToLong(member -> values[member]).toArray();
  }
}
