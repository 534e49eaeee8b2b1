package org.narq2t.space.nasbench201;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.narq2t.space.CellGraph;
import org.narq2t.space.Space;
import org.narq2t.space.SpaceContract;
import org.narq2t.space.Task;

class NasBench201ContractTest extends SpaceContract {
  private static final NasBench201 SPACE = new NasBench201();

  @Override
  protected Space space() {
    return SPACE;
  }

  @Test
  void aCellHas24Neighbours() {
    assertThat(SPACE.neighbours(0)).hasSize(24);
  }

  /** 1x1 into node 1, skips on to node 2 and to the output; node 2 adds a 3x3 of the input. */
  @Test
  void skipsAreNoVertices() {
    CellGraph graph = SPACE.graph(SPACE.indexOf(new int[] {2, 3, 1, 0, 1, 1}));

    assertThat(graph.labels()).containsExactly(CellGraph.INPUT, 2, 3, CellGraph.OUTPUT);
    assertThat(graph.edges())
        .isDeepEqualTo(new int[][] {{0, 1, 1, 0}, {0, 0, 0, 2}, {0, 0, 0, 1}, {0, 0, 0, 0}});
  }

  /** Node 1 is not used, and nothing reaches node 2. */
  @Test
  void whatLeadsNowhereIsLeftOut() {
    int dead = SPACE.indexOf(new int[] {3, 0, 0, 1, 0, 4});

    assertThat(SPACE.liveOperators(dead)).containsExactly(0, 0, 0, 1, 0, 0);
    assertThat(SPACE.graph(dead).vertices()).isEqualTo(2);
    assertThat(SPACE.graph(dead).edges()[0][1]).isEqualTo(1);
    assertThat(SPACE.representative(dead))
        .isEqualTo(SPACE.representative(SPACE.indexOf(new int[] {0, 0, 0, 1, 0, 0})));
  }

  @Test
  void aCellWithoutAWayHasNoEdge() {
    CellGraph graph = SPACE.graph(SPACE.indexOf(new int[] {3, 3, 3, 0, 0, 0}));

    assertThat(graph.edges()).isDeepEqualTo(new int[][] {{0, 0}, {0, 0}});
  }

  /** One convolution that two nodes read is not two convolutions of the same input. */
  @Test
  void whatIsTrainedApartStaysApart() {
    int shared = SPACE.indexOf(new int[] {3, 0, 1, 1, 3, 2});
    int apart = SPACE.indexOf(new int[] {3, 3, 0, 1, 3, 2});

    IsomorphismClasses official = IsomorphismClasses.of(SPACE);
    assertThat(official.representative(shared)).isEqualTo(official.representative(apart));
    assertThat(SPACE.representative(shared)).isNotEqualTo(SPACE.representative(apart));
  }

  /** Counted here, and as many as there are up to renumbering by trying every order of vertices. */
  @Test
  void signaturesTellAllGraphsApartAndNoIsomorphicOnes() {
    Map<Long, CellGraph> first = new HashMap<>();
    Map<List<Integer>, Boolean> seen = new HashMap<>();
    for (int index = 0; index < SPACE.size(); index++) {
      CellGraph graph = SPACE.graph(index);
      CellGraph known = first.putIfAbsent(graph.signature(), graph);
      if (known != null && seen.putIfAbsent(flat(graph), true) == null) {
        assertThat(isomorphic(known, graph, new int[graph.vertices()], 0)).isTrue();
      }
    }
    assertThat(IntStream.range(0, SPACE.size()).map(SPACE::representative).distinct())
        .hasSize(first.size())
        .hasSize(5_425);
  }

  @Test
  void costsAreThoseOfTheLists() {
    for (Task dataset : Task.PUBLISHED) {
      long[] flops = SPACE.totalFlops(dataset);
      long[] parameters = SPACE.totalParameters(dataset);
      for (int index = 0; index < SPACE.size(); index += 97) {
        assertThat(SPACE.flops(index, dataset)).isEqualTo(flops[index]);
        assertThat(SPACE.parameters(index, dataset)).isEqualTo(parameters[index]);
      }
    }
  }

  private static List<Integer> flat(CellGraph graph) {
    return IntStream.concat(
            IntStream.of(graph.labels()),
            IntStream.range(0, graph.vertices())
                .flatMap(vertex -> IntStream.of(graph.edges()[vertex])))
        .boxed()
        .toList();
  }

  /** Whether the vertices of the one can be matched with those of the other, from place on. */
  private static boolean isomorphic(CellGraph one, CellGraph other, int[] match, int place) {
    if (one.vertices() != other.vertices()) {
      return false;
    }
    if (place == one.vertices()) {
      return true;
    }
    for (int candidate = 0; candidate < one.vertices(); candidate++) {
      match[place] = candidate;
      if (fits(one, other, match, place) && isomorphic(one, other, match, place + 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean fits(CellGraph one, CellGraph other, int[] match, int place) {
    boolean fits = one.labels()[place] == other.labels()[match[place]];
    for (int before = 0; before < place; before++) {
      fits &=
          match[before] != match[place]
              && one.edges()[before][place] == other.edges()[match[before]][match[place]]
              && one.edges()[place][before] == other.edges()[match[place]][match[before]];
    }
    return fits;
  }
}
