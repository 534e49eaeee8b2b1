package org.narq2t.space.nasbench101;

import java.util.ArrayList;
import java.util.List;

/**
 * Places for the vertices of a NAS-Bench-101 cell: every vertex in the layer of its longest path
 * from the input, all that is in a layer in lanes side by side. An edge over several layers has a
 * place of its own in each between them, so that it passes beside the vertices and not through
 * them.
 */
final class CellLayout {

  /**
   * A place in a layer.
   *
   * @param vertex of the cell; of an edge that passes, -1
   */
  static final class Place {
    final int vertex;
    final int layer;
    final List<Place> next = new ArrayList<>();
    int lane;

    Place(int vertex, int layer) {
      this.vertex = vertex;
      this.layer = layer;
    }

    boolean isVertex() {
      return vertex >= 0;
    }
  }

  /**
   * An edge of the cell.
   *
   * @param places from vertex to vertex, one in each layer
   */
  record Route(int from, int to, List<Place> places) {}

  private final Place[] vertices;
  private final List<List<Place>> layers = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();
  private final int lanes;

  CellLayout(Cell cell) {
    vertices = new Place[cell.vertices()];
    for (int to = 0; to < vertices.length; to++) {
      int layer = 0;
      for (int from = 0; from < to; from++) {
        layer = cell.edge(from, to) ? Math.max(layer, vertices[from].layer + 1) : layer;
      }
      vertices[to] = add(new Place(to, layer));
      for (int from = 0; from < to; from++) {
        if (cell.edge(from, to)) {
          routes.add(route(from, to));
        }
      }
    }
    lanes = layers.stream().mapToInt(List::size).max().orElseThrow();
    new LaneOrder(layers, lanes).arrange();
  }

  private Place add(Place place) {
    while (layers.size() <= place.layer) {
      layers.add(new ArrayList<>());
    }
    layers.get(place.layer).add(place);
    return place;
  }

  private Route route(int from, int to) {
    List<Place> places = new ArrayList<>(List.of(vertices[from]));
    for (int layer = vertices[from].layer + 1; layer < vertices[to].layer; layer++) {
      places.add(add(new Place(-1, layer)));
    }
    places.add(vertices[to]);
    for (int i = 1; i < places.size(); i++) {
      places.get(i - 1).next.add(places.get(i));
    }
    return new Route(from, to, places);
  }

  /** By vertex. */
  List<Place> vertices() {
    return List.of(vertices);
  }

  /** From the input to the output. */
  List<List<Place>> layers() {
    return layers;
  }

  /** The edges. */
  List<Route> routes() {
    return routes;
  }

  /** The number of lanes. */
  int lanes() {
    return lanes;
  }
}
