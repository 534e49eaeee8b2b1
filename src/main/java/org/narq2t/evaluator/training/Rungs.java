package org.narq2t.evaluator.training;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Early ends of trainings that others have left behind: after a third and after two thirds of its
 * epochs a training must be better than a share of those before it. A training that passes is the
 * very one that it would have been without.
 */
final class Rungs {
  private static final int FEWEST = 5; // trainings to compare with

  private Rungs() {}

  /**
   * The accuracies in % that a training must exceed, by the number of its epochs.
   *
   * @param share of those before that must be left behind; 0 asks for nothing
   * @param curves of the trainings before, validation accuracy in % after each epoch
   */
  static Map<Integer, Double> of(double share, int epochs, List<List<Double>> curves) {
    Map<Integer, Double> least = new TreeMap<>();
    if (share == 0) {
      return least;
    }
    for (int rung : IntStream.of(epochs / 3, 2 * epochs / 3).filter(r -> r > 0).toArray()) {
      double[] there =
          curves.stream()
              .filter(curve -> curve.size() >= rung)
              .mapToDouble(curve -> curve.get(rung - 1))
              .sorted()
              .toArray();
      int behind = (int) Math.floor(share * there.length);
      if (there.length >= FEWEST && behind > 0) {
        least.put(rung, there[behind - 1]);
      }
    }
    return least;
  }
}
