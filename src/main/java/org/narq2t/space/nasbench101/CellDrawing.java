package org.narq2t.space.nasbench101;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.narq2t.space.nasbench101.CellLayout.Place;
import org.narq2t.space.nasbench101.CellLayout.Route;

/**
 * A NAS-Bench-101 cell as inline SVG, as in the paper's Fig. 4: the input above, the output below,
 * an operator on each vertex between them. Colours come from the style sheet of the page.
 */
final class CellDrawing {

  private static final double ARROW = 9;

  private final Cell cell;
  private final CellLayout layout;
  private final CellCoordinates at;

  private CellDrawing(Cell cell) {
    this.cell = cell;
    this.layout = new CellLayout(cell);
    this.at = new CellCoordinates(layout);
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
            at.width(), at.width(), at.height(), cell.vertices(), vertices, edges)
        + layout.routes().stream().map(this::edge).collect(Collectors.joining())
        + layout.vertices().stream().map(this::vertex).collect(Collectors.joining())
        + "</svg>";
  }

  private String edge(Route route) {
    List<Place> places = route.places();
    double x = at.port(route.from(), route, true);
    double y = at.y(places.get(0)) + CellCoordinates.BOX_HEIGHT / 2;
    StringBuilder path = new StringBuilder(format("M%.1f %.1f", x, y));
    for (Place place : places.subList(1, places.size() - 1)) {
      double top = at.y(place) - CellCoordinates.BOX_HEIGHT / 2;
      path.append(curve(x, y, at.x(place), top)); // between two layers, then straight through one
      path.append(format("V%.1f", top + CellCoordinates.BOX_HEIGHT));
      x = at.x(place);
      y = top + CellCoordinates.BOX_HEIGHT;
    }
    double tipX = at.port(route.to(), route, false);
    double tipY = at.y(places.get(places.size() - 1)) - CellCoordinates.BOX_HEIGHT / 2 - 1;
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
    double x = at.x(place);
    double y = at.y(place);
    return format(
        """
        <g class="vertex %s" data-vertex="%d"><rect x="%.1f" y="%.1f" width="%.0f" height="%.0f" rx="8"/>\
        <text x="%.1f" y="%.1f">%s</text></g>
        """,
        kind(place.vertex),
        place.vertex,
        x - CellCoordinates.BOX_WIDTH / 2,
        y - CellCoordinates.BOX_HEIGHT / 2,
        CellCoordinates.BOX_WIDTH,
        CellCoordinates.BOX_HEIGHT,
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
