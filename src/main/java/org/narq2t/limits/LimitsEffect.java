package org.narq2t.limits;

import java.util.List;
import org.narq2t.constraint.LimitSettings;

/**
 * The effect of limits.
 *
 * @param predictor that decided on latencies; empty if they are not limited
 * @param marginMs by which predicted latencies must be below the limit
 * @param predicted architectures that keep the limits by prediction: those that were sampled, or
 *     more probably keep them than not
 * @param measured architectures that keep them in truth
 * @param candidates distinct ones that were looked up
 * @param violations how many of these break a limit in truth
 * @param unmeasured how many of these have no known latency
 * @param assumed architectures that were not measured and count as keeping the limits, since the
 *     device was measured on a few others apart, and these nearly surely keep them
 */
public record LimitsEffect(
    LimitSettings limits,
    String predictor,
    double marginMs,
    int predicted,
    int measured,
    int candidates,
    int violations,
    int unmeasured,
    List<Integer> assumed) {
  /** The name of what gives the chances that a strategy weighs. */
  public static final String PROCESS = "gaussian-process";

  public LimitsEffect {
    assumed = assumed == null ? List.of() : List.copyOf(assumed); // records of earlier versions
  }
}
