package org.narq2t.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every space keeps, ours and a stranger's. */
public abstract class SpaceContract {
  private static final int DRAWN = 100;

  /** The space under test. */
  protected abstract Space space();

  /** A data set whose costs the space knows. */
  protected Task dataset() {
    return Task.CIFAR10;
  }

  /** Whether the step from one architecture to its neighbour can be taken back by a single one. */
  protected boolean leadsBack(int architecture, int neighbour) {
    return true;
  }

  /** The architectures that are looked at: drawn ones. */
  protected int[] sample() {
    RandomGenerator random = new RandomStreams(1).stream(RandomStreams.Name.SAMPLING, 0);
    return IntStream.range(0, DRAWN).map(i -> space().draw(random)).distinct().toArray();
  }

  @Test
  void descriptionsAndNumbersLeadToEachOther() {
    for (int architecture : sample()) {
      assertThat(space().indexOf(space().describe(architecture))).isEqualTo(architecture);
    }
  }

  @Test
  void whatIsDrawnLiesInTheSpaceAndFollowsFromTheStream() {
    assertThat(sample()).isEqualTo(sample()).hasSizeGreaterThan(1);
    space()
        .cardinality()
        .ifPresent(
            size ->
                assertThat(IntStream.of(sample()))
                    .allMatch(number -> number >= 0 && number < size));
  }

  @Test
  void neighboursAreOthersOnceEachAndInTheSameOrderAlways() {
    for (int architecture : sample()) {
      int[] neighbours = space().neighbours(architecture);
      assertThat(neighbours)
          .isNotEmpty()
          .doesNotContain(architecture)
          .doesNotHaveDuplicates()
          .isEqualTo(space().neighbours(architecture));
      if (space().cardinality().isPresent()) {
        assertThat(neighbours).isSorted();
      }
    }
  }

  @Test
  void aNeighbourHasTheArchitectureAsItsNeighbour() {
    for (int architecture : IntStream.of(sample()).limit(DRAWN / 5).toArray()) {
      for (int neighbour : space().neighbours(architecture)) {
        if (leadsBack(architecture, neighbour)) {
          assertThat(space().neighbours(neighbour)).contains(architecture);
        }
      }
    }
  }

  @Test
  void aRepresentativeIsOneOfThoseThatItStandsFor() {
    for (int architecture : sample()) {
      int representative = space().representative(architecture);
      assertThat(space().representative(representative)).isEqualTo(representative);
      assertThat(ways(space().graph(architecture)))
          .as(space().describe(architecture))
          .isEqualTo(ways(space().graph(representative)));
    }
  }

  @Test
  void architecturesHaveOneRepresentativeExactlyIfTheirGraphsAreIsomorphic() {
    Map<Long, Integer> representatives = new HashMap<>();
    for (int architecture : sample()) {
      for (int other : space().neighbours(architecture)) {
        int representative = space().representative(other);
        Integer before =
            representatives.putIfAbsent(space().graph(other).signature(), representative);
        assertThat(before == null || before == representative).isTrue();
      }
    }
    assertThat(representatives.values()).doesNotHaveDuplicates();
  }

  @Test
  void everyVertexOfAGraphLiesBetweenTheInputAndTheOutput() {
    for (int architecture : sample()) {
      CellGraph graph = space().graph(architecture);
      int last = graph.vertices() - 1;
      assertThat(graph.labels()[0]).isEqualTo(CellGraph.INPUT);
      assertThat(graph.labels()[last]).isEqualTo(CellGraph.OUTPUT);
      for (int vertex = 0; vertex <= last; vertex++) {
        assertThat(graph.edges()[vertex]).hasSize(last + 1);
        if (vertex > 0 && vertex < last) {
          assertThat(graph.labels()[vertex]).isNotNegative();
          assertThat(degree(graph, vertex, true)).isPositive();
          assertThat(degree(graph, vertex, false)).isPositive();
        }
        for (int to = 0; to <= last; to++) {
          assertThat(graph.edges()[vertex][to]).isBetween(0, to > vertex ? 1_000 : 0);
        }
      }
    }
  }

  @Test
  void operatorsByPlaceAreTheSameInNumberForAll() {
    int places = space().liveOperators(sample()[0]).length;
    for (int architecture : sample()) {
      assertThat(space().liveOperators(architecture)).hasSize(places);
    }
  }

  @Test
  void costsArePositive() {
    for (int architecture : sample()) {
      assertThat(space().flops(architecture, dataset())).isPositive();
      assertThat(space().parameters(architecture, dataset())).isPositive();
    }
  }

  private static int degree(CellGraph graph, int vertex, boolean in) {
    return IntStream.range(0, graph.vertices())
        .map(other -> in ? graph.edges()[other][vertex] : graph.edges()[vertex][other])
        .sum();
  }

  /** How often each sequence of operators leads from the input to the output. */
  static Map<List<Integer>, Integer> ways(CellGraph graph) {
    List<Map<List<Integer>, Integer>> to = new ArrayList<>();
    to.add(Map.of(List.of(), 1));
    for (int vertex = 1; vertex < graph.vertices(); vertex++) {
      Map<List<Integer>, Integer> ways = new TreeMap<>(SpaceContract::compare);
      for (int before = 0; before < vertex; before++) {
        int edges = graph.edges()[before][vertex];
        int label = graph.labels()[vertex];
        if (edges > 0) {
          to.get(before)
              .forEach(
                  (way, count) -> {
                    List<Integer> longer = new ArrayList<>(way);
                    longer.add(label);
                    ways.merge(longer, edges * count, Integer::sum);
                  });
        }
      }
      to.add(ways);
    }
    return Collections.unmodifiableMap(to.get(graph.vertices() - 1));
  }

  private static int compare(List<Integer> one, List<Integer> other) {
    return one.toString().compareTo(other.toString());
  }
}
