package org.narq2t.web.pages;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The mean of curves of runs that repeat each other, and how far they lie apart. */
final class MeanCurve {
  private MeanCurve() {}

  /**
   * Of values by epoch: the mean of those that have got so far.
   *
   * @param curves each of points x, y
   * @return points of x, mean, lowest, highest
   */
  static List<double[]> ofPoints(List<List<double[]>> curves) {
    return at(
        places(curves),
        curves,
        (curve, x) -> curve.stream().filter(point -> point[0] == x).findFirst());
  }

  /**
   * Of values that hold until the next: from where all have begun.
   *
   * @param curves each of points x, y, ascending in x
   * @return points of x, mean, lowest, highest
   */
  static List<double[]> ofSteps(List<List<double[]>> curves) {
    double begun = curves.stream().mapToDouble(curve -> curve.get(0)[0]).max().orElse(0);
    TreeSet<Double> places = places(curves);
    places.removeIf(x -> x < begun);
    return at(
        places,
        curves,
        (curve, x) ->
            curve.stream().filter(point -> point[0] <= x).reduce((earlier, later) -> later));
  }

  private static TreeSet<Double> places(List<List<double[]>> curves) {
    return curves.stream()
        .flatMap(List::stream)
        .map(point -> point[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The point that says what a curve is at a place, if it is anything. */
  private interface Reading {
    Optional<double[]> of(List<double[]> curve, double x);
  }

  private static List<double[]> at(
      TreeSet<Double> places, List<List<double[]>> curves, Reading reading) {
    List<double[]> mean = new ArrayList<>();
    for (double x : places) {
      DoubleSummaryStatistics values =
          curves.stream()
              .flatMap(curve -> reading.of(curve, x).stream())
              .mapToDouble(point -> point[1])
              .summaryStatistics();
      mean.add(new double[] {x, values.getAverage(), values.getMin(), values.getMax()});
    }
    return mean;
  }
}
