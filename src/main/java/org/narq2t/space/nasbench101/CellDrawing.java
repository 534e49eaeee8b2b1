package org.narq2t.space.nasbench101;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.narq2t.space.nasbench101.CellLayout.Place;
import org.narq2t.space.nasbench101.CellLayout.Route;

/**
 * A NAS-Bench-101 cell as inline SVG, as in the paper's Fig. 4: the input above, the output below,
 * an operator on each vertex between them. Colours come from the style sheet of the page.
 */
final class CellDrawing {

  private static final double BOX_WIDTH = 112;
  private static final double BOX_HEIGHT = 32;
  private static final double STEP_Y = 68;
  private static final double MARGIN = 6;
  private static final double GAP = 14;
  private static final double BYPASS = 16; // a lane in which edges only pass
  private static final double PORT = 14;
  private static final double ARROW = 9;

  private final Cell cell;
  private final CellLayout layout;
  private final double[] laneX;
  private final double width;
  private final Map<Place, Double> centred = new HashMap<>();

  private CellDrawing(Cell cell) {
    this.cell = cell;
    this.layout = new CellLayout(cell);
    this.laneX = new double[layout.lanes()];
    double x = MARGIN;
    for (int lane = 0; lane < laneX.length; lane++) {
      double own = hasVertex(lane) ? BOX_WIDTH : BYPASS;
      laneX[lane] = x + own / 2;
      x += own + GAP;
    }
    this.width = x - GAP + MARGIN;
    centre();
  }

  /** What an operator is called in a drawing. */
  static String label(VertexOperator operator) {
    return switch (operator) {
      case CONV3X3 -> "conv 3×3";
      case CONV1X1 -> "conv 1×1";
      case MAXPOOL3X3 -> "max-pool 3×3";
    };
  }

  /** Draws a cell. */
  static String svg(Cell cell) {
    return new CellDrawing(cell).draw();
  }

  private String draw() {
    double height = 2 * MARGIN + BOX_HEIGHT + STEP_Y * (layout.layers().size() - 1);
    String vertices =
        IntStream.range(0, cell.vertices())
            .mapToObj(vertex -> vertex + " " + label(vertex))
            .collect(Collectors.joining(", "));
    String edges =
        layout.routes().stream()
            .map(route -> route.from() + " to " + route.to())
            .collect(Collectors.joining(", "));
    return format(
            """
            <svg class="cell graph" width="%.0f" viewBox="0 0 %.0f %.0f" role="img" \
            aria-label="Cell of %d vertices: %s; edges %s">
            """,
            width, width, height, cell.vertices(), vertices, edges)
        + layout.routes().stream().map(this::edge).collect(Collectors.joining())
        + layout.vertices().stream().map(this::vertex).collect(Collectors.joining())
        + "</svg>";
  }

  private boolean hasVertex(int lane) {
    return layout.vertices().stream().anyMatch(place -> place.lane == lane);
  }

  /** A vertex that is alone in its layer stands midway between its neighbours, not in a lane. */
  private void centre() {
    for (List<Place> layer : layout.layers()) {
      if (layer.size() == 1) {
        Place place = layer.get(0);
        neighbours(place)
            .filter(Place::isVertex)
            .filter(next -> layout.layers().get(next.layer).size() > 1)
            .mapToDouble(next -> laneX[next.lane])
            .average()
            .ifPresent(x -> centred.put(place, x));
      }
    }
    // a chain of such vertices follows the one that has a place
    for (int pass = 0; pass < cell.vertices(); pass++) {
      for (List<Place> layer : layout.layers()) {
        if (layer.size() == 1 && !centred.containsKey(layer.get(0))) {
          neighbours(layer.get(0))
              .filter(centred::containsKey)
              .mapToDouble(centred::get)
              .average()
              .ifPresent(x -> centred.put(layer.get(0), x));
        }
      }
    }
  }

  /** What a place is joined with in the layers beside its own. */
  private Stream<Place> neighbours(Place place) {
    return layout.routes().stream()
        .flatMap(
            route ->
                IntStream.range(1, route.places().size())
                    .mapToObj(i -> List.of(route.places().get(i - 1), route.places().get(i))))
        .filter(pair -> pair.contains(place))
        .map(pair -> pair.get(0) == place ? pair.get(1) : pair.get(0));
  }

  private double x(Place place) {
    return centred.getOrDefault(place, laneX[place.lane]);
  }

  private static double y(Place place) {
    return MARGIN + BOX_HEIGHT / 2 + STEP_Y * place.layer;
  }

  /** Where an edge leaves or enters a vertex: beside the others, in the order of their ways. */
  private double port(int vertex, Route route, boolean leaving) {
    List<Route> others =
        layout.routes().stream()
            .filter(other -> (leaving ? other.from() : other.to()) == vertex)
            .sorted(Comparator.comparingDouble(other -> x(beside(other, leaving))))
            .toList();
    double middle = (others.size() - 1) / 2.0;
    return x(layout.vertices().get(vertex)) + PORT * (others.indexOf(route) - middle);
  }

  private static Place beside(Route route, boolean leaving) {
    return route.places().get(leaving ? 1 : route.places().size() - 2);
  }

  private String edge(Route route) {
    List<Place> places = route.places();
    double x = port(route.from(), route, true);
    double y = y(places.get(0)) + BOX_HEIGHT / 2;
    StringBuilder path = new StringBuilder(format("M%.1f %.1f", x, y));
    for (Place place : places.subList(1, places.size() - 1)) {
      double top = y(place) - BOX_HEIGHT / 2;
      path.append(curve(x, y, x(place), top)); // between two layers, then straight through one
      path.append(format("V%.1f", top + BOX_HEIGHT));
      x = x(place);
      y = top + BOX_HEIGHT;
    }
    double tipX = port(route.to(), route, false);
    double tipY = y(places.get(places.size() - 1)) - BOX_HEIGHT / 2 - 1;
    path.append(curve(x, y, tipX, tipY - ARROW));
    return format(
        """
        <g class="edge" data-edge="%d-%d"><path d="%s"/>\
        <polygon points="%.1f,%.1f %.1f,%.1f %.1f,%.1f"/></g>
        """,
        route.from(),
        route.to(),
        path,
        tipX,
        tipY,
        tipX - ARROW / 2,
        tipY - ARROW,
        tipX + ARROW / 2,
        tipY - ARROW);
  }

  private static String curve(double fromX, double fromY, double toX, double toY) {
    double middle = (fromY + toY) / 2;
    return format("C%.1f %.1f %.1f %.1f %.1f %.1f", fromX, middle, toX, middle, toX, toY);
  }

  private String vertex(Place place) {
    double x = x(place);
    double y = y(place);
    return format(
        """
        <g class="vertex %s" data-vertex="%d"><rect x="%.1f" y="%.1f" width="%.0f" height="%.0f" rx="8"/>\
        <text x="%.1f" y="%.1f">%s</text></g>
        """,
        kind(place.vertex),
        place.vertex,
        x - BOX_WIDTH / 2,
        y - BOX_HEIGHT / 2,
        BOX_WIDTH,
        BOX_HEIGHT,
        x,
        y + 5.5,
        label(place.vertex));
  }

  private String label(int vertex) {
    if (vertex == 0) {
      return VertexOperator.INPUT;
    }
    return vertex == cell.output() ? VertexOperator.OUTPUT : label(cell.operator(vertex));
  }

  /** For the style sheet. */
  private String kind(int vertex) {
    return vertex == 0 || vertex == cell.output()
        ? "end"
        : cell.operator(vertex).name().toLowerCase(Locale.ROOT);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
