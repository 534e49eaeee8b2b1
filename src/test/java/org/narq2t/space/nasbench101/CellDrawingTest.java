package org.narq2t.space.nasbench101;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.narq2t.space.nasbench101.CellLayout.Place;

class CellDrawingTest {

  private static final Pattern EDGE = Pattern.compile("<g class=\"edge\" data-edge=\"(\\d-\\d)\">");
  private static final Pattern VERTEX =
      Pattern.compile("<g class=\"vertex (\\w+)\" data-vertex=\"(\\d)\">");

  /** Seven vertices and nine edges: a chain, and three ways around parts of it. */
  static final Cell LARGE =
      cell(
          List.of(
              "input",
              "conv3x3-bn-relu",
              "conv1x1-bn-relu",
              "maxpool3x3",
              "conv3x3-bn-relu",
              "conv3x3-bn-relu",
              "output"),
          "01",
          "12",
          "23",
          "34",
          "45",
          "56",
          "06",
          "13",
          "26");

  static Cell cell(List<String> operations, String... edges) {
    int[][] adjacency = new int[operations.size()][operations.size()];
    for (String edge : edges) {
      adjacency[edge.charAt(0) - '0'][edge.charAt(1) - '0'] = 1;
    }
    return CellParser.parse(adjacency, operations);
  }

  @Test
  void drawsEveryEdgeAndEveryVertexOnce() {
    String svg = CellDrawing.svg(LARGE);

    assertThat(EDGE.matcher(svg).results().map(m -> m.group(1)))
        .containsExactlyInAnyOrder("0-1", "1-2", "2-3", "3-4", "4-5", "5-6", "0-6", "1-3", "2-6");
    assertThat(VERTEX.matcher(svg).results().map(m -> m.group(2) + " " + m.group(1)))
        .containsExactly(
            "0 end", "1 conv3x3", "2 conv1x1", "3 maxpool3x3", "4 conv3x3", "5 conv3x3", "6 end");
  }

  @Test
  void saysTheSameToThoseWhoCannotSeeIt() {
    String svg =
        CellDrawing.svg(
            cell(
                List.of("input", "maxpool3x3", "conv1x1-bn-relu", "output"),
                "01",
                "12",
                "23",
                "03"));

    assertThat(svg)
        .contains("role=\"img\"")
        .contains("aria-label=\"Cell of 4 vertices: 0 input, 1 max-pool 3×3, 2 conv 1×1, 3 output;")
        .containsPattern("edges (0 to 1|1 to 2|2 to 3|0 to 3)(, \\d to \\d){3}\"");
  }

  @Test
  void everyEdgeLeadsDownwards() {
    new CellLayout(LARGE)
        .routes()
        .forEach(
            route ->
                assertThat(route.places())
                    .extracting(place -> place.layer)
                    .isSortedAccordingTo((a, b) -> b == a + 1 ? -1 : 1));
  }

  @Test
  void nothingStandsInTheWayOfAnEdge() {
    for (int index = 0; index < EnumeratedSpace.small().size(); index += 7) {
      assertFree(EnumeratedSpace.small().cell(index));
    }
    assertFree(LARGE);
  }

  private static void assertFree(Cell cell) {
    for (List<Place> layer : new CellLayout(cell).layers()) {
      assertThat(layer).extracting(place -> place.lane).doesNotHaveDuplicates();
    }
  }

  @Test
  void aChainIsStraightWhateverPassesBesideIt() {
    CellLayout chain =
        new CellLayout(
            cell(List.of("input", "maxpool3x3", "maxpool3x3", "output"), "01", "12", "23", "03"));

    assertThat(IntStream.range(0, 4).map(vertex -> chain.vertices().get(vertex).lane).distinct())
        .hasSize(1);
  }

  @Test
  void aSingleEdgeIsDrawnToo() {
    assertThat(EDGE.matcher(CellDrawing.svg(cell(List.of("input", "output"), "01"))).results())
        .hasSize(1);
  }
}
