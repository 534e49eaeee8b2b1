package org.narq2t.limits;

import org.narq2t.constraint.LimitSettings;
import org.narq2t.space.Task;

/**
 * The limits of a run, and the part that latency plays in it.
 *
 * @param measuresLatency whether latencies play any part
 * @param learnsLatency whether its predictor has a latency head
 * @param validates whether it looks up a validation set, by which the head is judged
 * @param weighsChances whether its strategy weighs the chances that limits are kept
 */
public record RunLimits(
    Task dataset,
    LimitSettings limits,
    boolean measuresLatency,
    boolean learnsLatency,
    boolean validates,
    boolean weighsChances) {}
