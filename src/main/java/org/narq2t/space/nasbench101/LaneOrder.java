package org.narq2t.space.nasbench101;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.narq2t.space.nasbench101.CellLayout.Place;

/**
 * Puts the places of each layer into lanes: of all orders the one with the fewest crossings and the
 * straightest edges, layer by layer by dynamic programming, as every cost lies between two
 * neighbouring layers.
 */
record LaneOrder(List<List<Place>> layers, int lanes) {
  private static final double CROSSING = 20;
  private static final double STRAIGHT = 4; // between two bends of a long edge
  private static final double CENTRED = 0.2;

  void arrange() {
    List<int[][]> choices = layers.stream().map(layer -> arrangements(layer.size())).toList();
    double[][] cost = new double[layers.size()][];
    int[][] before = new int[layers.size()][];
    for (int layer = 0; layer < layers.size(); layer++) {
      int[][] own = choices.get(layer);
      cost[layer] = new double[own.length];
      before[layer] = new int[own.length];
      for (int choice = 0; choice < own.length; choice++) {
        set(layer, own[choice]);
        double least = layer == 0 ? 0 : Double.POSITIVE_INFINITY;
        for (int earlier = 0; layer > 0 && earlier < cost[layer - 1].length; earlier++) {
          set(layer - 1, choices.get(layer - 1)[earlier]);
          double sum = cost[layer - 1][earlier] + between(layer - 1);
          if (sum < least) {
            least = sum;
            before[layer][choice] = earlier;
          }
        }
        cost[layer][choice] = least + offCentre(layer);
      }
    }
    int choice = 0;
    for (int i = 0; i < cost[layers.size() - 1].length; i++) {
      choice = cost[layers.size() - 1][i] < cost[layers.size() - 1][choice] ? i : choice;
    }
    for (int layer = layers.size() - 1; layer >= 0; layer--) {
      set(layer, choices.get(layer)[choice]);
      choice = before[layer][choice];
    }
  }

  private void set(int layer, int[] arrangement) {
    for (int i = 0; i < arrangement.length; i++) {
      layers.get(layer).get(i).lane = arrangement[i];
    }
  }

  /** What the edges between a layer and the next cost. */
  private double between(int layer) {
    double cost = 0;
    List<Place> places = layers.get(layer);
    for (Place place : places) {
      for (Place next : place.next) {
        int bend = place.lane - next.lane;
        cost += (place.isVertex() || next.isVertex() ? 1 : STRAIGHT) * bend * bend;
        for (Place other : places) {
          for (Place otherNext : other.next) {
            boolean crossing = other.lane > place.lane && otherNext.lane < next.lane;
            cost += crossing ? CROSSING : 0;
          }
        }
      }
    }
    return cost;
  }

  private double offCentre(int layer) {
    return layers.get(layer).stream()
        .filter(Place::isVertex)
        .mapToDouble(place -> CENTRED * Math.abs(place.lane - (lanes - 1) / 2.0))
        .sum();
  }

  /** All ways to put some places into lanes. */
  private int[][] arrangements(int places) {
    List<int[]> arrangements = new ArrayList<>();
    extend(new int[places], 0, arrangements);
    return arrangements.toArray(int[][]::new);
  }

  private void extend(int[] chosen, int length, List<int[]> arrangements) {
    if (length == chosen.length) {
      arrangements.add(chosen.clone());
      return;
    }
    for (int lane = 0; lane < lanes; lane++) {
      int candidate = lane;
      if (Arrays.stream(chosen, 0, length).noneMatch(taken -> taken == candidate)) {
        chosen[length] = lane;
        extend(chosen, length + 1, arrangements);
      }
    }
  }
}
