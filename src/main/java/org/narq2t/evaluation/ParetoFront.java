package org.narq2t.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The architectures that no other one beats in both latency and accuracy.
 *
 * @param points from the fastest to the slowest, hence from the least to the most accurate
 */
public record ParetoFront(List<Point> points) {

  /**
   * An architecture.
   *
   * @param latencyMs lower is better
   * @param accuracy %, higher is better
   */
  public record Point(int architecture, double latencyMs, double accuracy) {}

  public ParetoFront {
    points = List.copyOf(points);
  }

  /**
   * The front of some architectures; those of unknown latency or accuracy (NaN) are left out. Of
   * equal ones the first is kept.
   */
  public static ParetoFront of(int[] architectures, double[] latencyMs, double[] accuracy) {
    List<Point> sorted =
        IntStream.range(0, architectures.length)
            .filter(i -> !Double.isNaN(latencyMs[i]) && !Double.isNaN(accuracy[i]))
            .mapToObj(i -> new Point(architectures[i], latencyMs[i], accuracy[i]))
            .sorted(
                Comparator.comparingDouble(Point::latencyMs)
                    .thenComparing(Comparator.comparingDouble(Point::accuracy).reversed()))
            .toList();
    List<Point> front = new ArrayList<>();
    for (Point point : sorted) {
      if (front.isEmpty() || point.accuracy() > front.get(front.size() - 1).accuracy()) {
        front.add(point);
      }
    }
    return new ParetoFront(front);
  }

  /**
   * The hypervolume: the area, in ms times percentage points, of all that is dominated by the front
   * and better than a reference.
   *
   * @param worstLatencyMs reference latency; slower points count nothing
   * @param worstAccuracy reference accuracy, %; less accurate points count nothing
   */
  public double hypervolume(double worstLatencyMs, double worstAccuracy) {
    double volume = 0;
    double reached = worstAccuracy;
    for (Point point : points) {
      if (point.latencyMs() < worstLatencyMs && point.accuracy() > reached) {
        volume += (worstLatencyMs - point.latencyMs()) * (point.accuracy() - reached);
        reached = point.accuracy();
      }
    }
    return volume;
  }
}
