package org.narq2t.report;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.narq2t.run.Experiment;
import org.narq2t.run.Predictions;
import org.narq2t.run.RunResult;

/**
 * Latency by the table against that predicted by the ranker's head, in ms. A run that was just done
 * knows its predictions of everything that was held out; of a recorded one only those of its
 * candidates are left.
 *
 * @param what the points are, in words
 * @param latency where the first of each point is from, in words
 * @param points as the table has it, predicted
 */
record LatencyScatter(String device, String what, String latency, double[][] points) {

  private static final int LARGEST = 3_000;

  /** At most one: none if the run learnt no latency. */
  static List<LatencyScatter> of(RunGroup group, Experiment.Finished run) {
    if (!group.task().learns()) {
      return List.of();
    }
    double[][] points =
        run.predictions().scores().hasLatency()
            ? heldOut(group.latencyMs(), run)
            : candidates(group.latencyMs(), run.result());
    String what =
        run.predictions().scores().hasLatency()
            ? "architectures that were neither trained nor validated on"
            : "candidates of the search: the record keeps no other predictions";
    return points.length == 0
        ? List.of()
        : List.of(
            new LatencyScatter(
                group.task().device(),
                what,
                truth(!run.result().table().kind().equals("real")),
                points));
  }

  /** What latencies of a table are: the surrogate's were measured by nobody. */
  static String truth(boolean surrogate) {
    return surrogate ? "by the surrogate" : "measured";
  }

  private static double[][] heldOut(double[] latencyMs, Experiment.Finished run) {
    BitSet learnt = new BitSet();
    Arrays.stream(SearchCurve.before(run.result().rounds())).forEach(learnt::set);
    Predictions predictions = run.predictions();
    int[] shown =
        IntStream.range(0, predictions.architectures().length)
            .filter(i -> !learnt.get(predictions.architectures()[i]))
            .filter(i -> !Double.isNaN(latencyMs[predictions.architectures()[i]]))
            .toArray();
    int count = Math.min(LARGEST, shown.length);
    return IntStream.range(0, count)
        .map(i -> shown[(int) ((long) i * shown.length / count)])
        .mapToObj(
            i ->
                point(
                    latencyMs[predictions.architectures()[i]], predictions.scores().latencyMs()[i]))
        .toArray(double[][]::new);
  }

  private static double[][] candidates(double[] latencyMs, RunResult run) {
    return run.candidates().stream()
        .filter(c -> !Float.isNaN(c.predictedLatencyMs()))
        .filter(c -> !Double.isNaN(latencyMs[c.architecture()]))
        .map(c -> point(latencyMs[c.architecture()], c.predictedLatencyMs()))
        .toArray(double[][]::new);
  }

  private static double[] point(double known, double predicted) {
    return new double[] {Numbers.rounded(known), Numbers.rounded(predicted)};
  }
}
