package org.narq2t.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.narq2t.evaluation.ParetoFront;
import org.narq2t.evaluation.ParetoFront.Point;
import org.narq2t.space.TorchPermutation;

/**
 * Latency in ms and accuracy in %, of the page's plot.
 *
 * @param reference the accuracy that hypervolumes refer to
 * @param slowest the latency that they refer to
 * @param latency where latencies are from, in words
 */
record ParetoChart(
    String key,
    double reference,
    double slowest,
    String latency,
    double[][] known,
    double[][] truth,
    List<SeedPoints> found,
    double[] limits) {

  /** The front of a seed: latency, validation accuracy, reported accuracy. */
  record SeedPoints(long seed, double[][] points) {}

  private static final int SHOWN = 3_000;

  static ParetoChart of(String key, ParetoFronts fronts) {
    ReportedRuns study = fronts.study();
    RunGroup any = fronts.any();
    int[] order = TorchPermutation.of(any.accuracies().size(), 0);
    double[] limits =
        study.groups().stream()
            .map(group -> group.task().limits())
            .filter(limit -> limit.limitsLatency())
            .mapToDouble(limit -> limit.maxLatencyMs())
            .distinct()
            .toArray();
    return new ParetoChart(
        key,
        Numbers.rounded(fronts.median()),
        Numbers.rounded(fronts.slowest()),
        LatencyScatter.truth(study.isSurrogate()),
        Arrays.stream(order)
            .filter(a -> !Double.isNaN(any.latencyMs()[a]))
            .limit(SHOWN)
            .mapToObj(a -> new Point(a, any.latencyMs()[a], any.accuracies().validation()[a]))
            .sorted(Comparator.comparingInt(Point::architecture))
            .map(point -> shown(any, point))
            .toArray(double[][]::new),
        points(any, fronts.truth()),
        fronts.seeds().stream()
            .map(seed -> new SeedPoints(seed.seed(), points(any, seed.front())))
            .toList(),
        limits);
  }

  private static double[][] points(RunGroup any, ParetoFront front) {
    return front.points().stream().map(point -> shown(any, point)).toArray(double[][]::new);
  }

  private static double[] shown(RunGroup any, Point point) {
    return new double[] {
      Numbers.rounded(point.latencyMs()),
      Numbers.rounded(point.accuracy()),
      Numbers.rounded(any.accuracies().reported(point.architecture()))
    };
  }
}
