package org.narq2t.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.narq2t.latency.LatencyResult.LatencyPredictor;
import org.narq2t.run.RunResult;

/**
 * A predictor of latency on one data set and device.
 *
 * @param runs in which it was compared
 */
record ComparedPredictor(String method, String name, LatencyFigures figures, List<RunResult> runs) {

  /** Whether it is the head of the ranker. */
  boolean isHead() {
    return name.equals(LatencyPredictor.HEAD);
  }

  /** In how many runs it is recommended. */
  long recommended() {
    return runs.stream()
        .flatMap(run -> run.latencies().stream())
        .filter(latency -> latency.recommended().equals(name))
        .count();
  }

  /** On what was held out, ms. */
  double error() {
    return figures.heldOutRmse().mean();
  }

  /** The heads, one for each λ1, and the baselines, which are the same in all runs of a seed. */
  static List<ComparedPredictor> of(List<RunGroup> groups) {
    Map<Double, List<RunResult>> byWeight =
        groups.stream()
            .flatMap(group -> group.results().stream())
            .collect(
                Collectors.groupingBy(
                    run -> run.configuration().predictor().latencyWeight(),
                    TreeMap::new,
                    Collectors.collectingAndThen(
                        Collectors.toList(), LatencyFigures::oncePerSeed)));
    List<RunResult> all = byWeight.values().stream().flatMap(List::stream).toList();
    long heads = byWeight.keySet().stream().filter(weight -> weight > 0).count();
    List<ComparedPredictor> predictors = new ArrayList<>();
    byWeight.forEach(
        (weight, runs) -> {
          if (weight > 0) {
            String factor =
                heads > 1 ? ", " + LatencyTask.of(runs.get(0).configuration()).weight() : "";
            predictors.add(predictor(LatencyPredictor.HEAD + " head" + factor, runs, runs));
          }
        });
    all.stream()
        .flatMap(LatencyFigures::predictors)
        .map(LatencyPredictor::name)
        .filter(name -> !name.equals(LatencyPredictor.HEAD))
        .distinct()
        .forEach(name -> predictors.add(predictor(name, LatencyFigures.oncePerSeed(all), all)));
    return predictors;
  }

  private static ComparedPredictor predictor(
      String method, List<RunResult> runs, List<RunResult> all) {
    String name =
        method.startsWith(LatencyPredictor.HEAD + " head") ? LatencyPredictor.HEAD : method;
    return new ComparedPredictor(method, name, LatencyFigures.of(name, runs), all);
  }
}
