package org.narq2t.space.nasbench101;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.narq2t.space.nasbench101.CellLayout.Place;
import org.narq2t.space.nasbench101.CellLayout.Route;

/** Where a drawing has the places of a layout. */
final class CellCoordinates {
  static final double BOX_WIDTH = 112;
  static final double BOX_HEIGHT = 32;
  private static final double STEP_Y = 68;
  private static final double MARGIN = 6;
  private static final double GAP = 14;
  private static final double BYPASS = 16; // a lane in which edges only pass
  private static final double PORT = 14;

  private final CellLayout layout;
  private final double[] laneX;
  private final double width;
  private final Map<Place, Double> centred = new HashMap<>();

  CellCoordinates(CellLayout layout) {
    this.layout = layout;
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

  /** Of the whole drawing. */
  double width() {
    return width;
  }

  /** Of the whole drawing. */
  double height() {
    return 2 * MARGIN + BOX_HEIGHT + STEP_Y * (layout.layers().size() - 1);
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
    for (int pass = 0; pass < layout.vertices().size(); pass++) {
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

  /** The middle of a place. */
  double x(Place place) {
    return centred.getOrDefault(place, laneX[place.lane]);
  }

  /** The middle of a place. */
  static double y(Place place) {
    return MARGIN + BOX_HEIGHT / 2 + STEP_Y * place.layer;
  }

  /** Where an edge leaves or enters a vertex: beside the others, in the order of their ways. */
  double port(int vertex, Route route, boolean leaving) {
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
}
