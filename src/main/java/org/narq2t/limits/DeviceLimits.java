package org.narq2t.limits;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.narq2t.constraint.LimitSettings;
import org.narq2t.latency.LatencyPrediction.Predictor;
import org.narq2t.space.Members;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * The user's limits on a space. FLOPs and parameters follow from structure; latency is predicted,
 * and measured only for what the search looks up.
 */
public final class DeviceLimits {

  private final LimitSettings limits;
  private final Members known;
  private final long[] flops;
  private final long[] parameters;

  public DeviceLimits(LimitSettings limits, SearchSpace space, Members known, Task dataset) {
    this.limits = limits;
    this.known = known;
    this.flops = space.totalFlops(dataset);
    this.parameters = space.totalParameters(dataset);
  }

  /** The limits of FLOPs and parameters. */
  boolean keepsCosts(int architecture) {
    return limits.costs().allow(flops[architecture], parameters[architecture]);
  }

  /** All limits, in truth; an unknown latency or energy (NaN) keeps no limit of it. */
  public boolean keeps(int architecture, double latencyMs, double energyMj) {
    return limits.keeps(flops[architecture], parameters[architecture], latencyMs, energyMj);
  }

  /**
   * What keeps all limits by a predictor of latency, with the margin for its error.
   *
   * @throws LimitsNotKept if nothing does; the message says what would
   */
  Members predicted(Predictor predictor) {
    double highest = limits.maxLatencyMs() - margin(predictor);
    return feasible(
        a -> keepsCosts(a) && predictor.latencyMs()[a] <= highest,
        () -> {
          double fastest =
              Arrays.stream(known.toArray())
                  .filter(this::keepsCosts)
                  .mapToDouble(a -> predictor.latencyMs()[a])
                  .min()
                  .orElse(Double.POSITIVE_INFINITY);
          return String.format(
              Locale.ROOT,
              "No architecture keeps the limits: of those within the limits of FLOPs and"
                  + " parameters the fastest is predicted at %.3f ms (by '%s', root mean squared"
                  + " error %.3f ms), and %.3f ms with a margin of %.3f ms are allowed. Raise the"
                  + " limit, or lower the margin.",
              fastest,
              predictor.name(),
              predictor.expected().error().rmseMs(),
              limits.maxLatencyMs(),
              margin(predictor));
        });
  }

  /**
   * What keeps all limits by a predictor that has learnt from little yet: where nothing does, the
   * fastest hundredth of what keeps the limits of FLOPs and parameters, to learn more of that.
   *
   * @throws LimitsNotKept if nothing keeps the limits of FLOPs and parameters
   */
  Members promising(Predictor predictor) {
    double highest = limits.maxLatencyMs() - margin(predictor);
    int[] within = byCosts().toArray();
    if (Arrays.stream(within).anyMatch(a -> predictor.latencyMs()[a] <= highest)) {
      return predicted(predictor);
    }
    double[] fastest =
        Arrays.stream(within).mapToDouble(a -> predictor.latencyMs()[a]).sorted().toArray();
    double hundredth = fastest[fastest.length / 100];
    return known.where(a -> keepsCosts(a) && predictor.latencyMs()[a] <= hundredth);
  }

  /**
   * What keeps the limits of FLOPs and parameters, where latency is not limited.
   *
   * @throws LimitsNotKept if nothing does; the message says what would
   */
  Members byCosts() {
    return feasible(
        this::keepsCosts,
        () ->
            "No architecture keeps the limits: each has at least %,d FLOPs and %,d parameters"
                .formatted(
                    Arrays.stream(flops).min().orElseThrow(),
                    Arrays.stream(parameters).min().orElseThrow()));
  }

  /** The margin in milliseconds. */
  double margin(Predictor predictor) {
    return limits.latencyMargin() * predictor.expected().error().rmseMs();
  }

  private Members feasible(IntPredicate keeps, Supplier<String> explanation) {
    if (Arrays.stream(known.toArray()).noneMatch(keeps)) {
      throw new LimitsNotKept(explanation.get());
    }
    return known.where(keeps);
  }
}
